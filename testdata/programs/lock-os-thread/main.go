// Goroutines that are locked to their threads pass a baton, so that threads hand over their Ps; one ends
// locked, and takes its thread with it.
package main

import (
	"log"
	"os"
	"runtime"
	"runtime/trace"
	"sync"
)

//record 1.22 1.27

func main() {
	runtime.GOMAXPROCS(2)
	if err := trace.Start(os.Stdout); err != nil {
		log.Fatal(err)
	}
	defer trace.Stop()

	const runners = 4
	var batons [runners]chan int
	for i := range batons {
		batons[i] = make(chan int)
	}
	var done sync.WaitGroup
	for i := 0; i < runners; i++ {
		i := i
		done.Add(1)
		go func() {
			defer done.Done()
			runtime.LockOSThread()
			for lap := 0; lap < 10; lap++ {
				n := <-batons[i]
				if i < runners-1 {
					batons[i+1] <- n + 1
				}
			}
			if i%2 == 0 {
				runtime.UnlockOSThread()
			}
		}()
	}
	for lap := 0; lap < 10; lap++ {
		batons[0] <- lap
	}
	done.Wait()
}
