// 100,000 goroutines at once: all wait for one channel to close, then all run.
package main

import (
	"log"
	"os"
	"runtime"
	"runtime/debug"
	"runtime/trace"
	"sync"
)

//record 1.27 gzip

func main() {
	runtime.GOMAXPROCS(4)
	debug.SetGCPercent(-1)
	if err := trace.Start(os.Stdout); err != nil {
		log.Fatal(err)
	}
	defer trace.Stop()

	var done sync.WaitGroup
	gate := make(chan struct{})
	for i := 0; i < 100_000; i++ {
		done.Add(1)
		go func() {
			defer done.Done()
			<-gate
		}()
	}
	close(gate)
	done.Wait()
}
