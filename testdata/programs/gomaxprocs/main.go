// GOMAXPROCS goes from 1 to 8 to 2 while goroutines want to run.
package main

import (
	"log"
	"os"
	"runtime"
	"runtime/trace"
	"sync"
	"time"
)

//record 1.19 1.21 1.22 1.24 1.27

func main() {
	runtime.GOMAXPROCS(1)
	if err := trace.Start(os.Stdout); err != nil {
		log.Fatal(err)
	}
	defer trace.Stop()

	stop := make(chan struct{})
	var done sync.WaitGroup
	for i := 0; i < 10; i++ {
		done.Add(1)
		go func() {
			defer done.Done()
			for {
				select {
				case <-stop:
					return
				default:
					spin(200 * time.Microsecond)
					runtime.Gosched()
				}
			}
		}()
	}
	for _, n := range []int{8, 2, 4} {
		time.Sleep(3 * time.Millisecond)
		runtime.GOMAXPROCS(n)
	}
	time.Sleep(3 * time.Millisecond)
	close(stop)
	done.Wait()
}

func spin(d time.Duration) {
	for start := time.Now(); time.Since(start) < d; {
	}
}
