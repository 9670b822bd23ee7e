// More goroutines that never yield than Ps: the runtime takes the P from each after its time slice; others
// yield of themselves.
package main

import (
	"log"
	"os"
	"runtime"
	"runtime/trace"
	"sync"
	"time"
)

//record 1.21 1.22 1.27

func main() {
	runtime.GOMAXPROCS(2)
	if err := trace.Start(os.Stdout); err != nil {
		log.Fatal(err)
	}
	defer trace.Stop()

	var done sync.WaitGroup
	for i := 0; i < 4; i++ {
		done.Add(1)
		go func() {
			defer done.Done()
			for start := time.Now(); time.Since(start) < 60*time.Millisecond; {
			}
		}()
	}
	done.Add(1)
	go func() {
		defer done.Done()
		for n := 0; n < 10; n++ {
			runtime.Gosched()
		}
	}()
	done.Wait()
}
