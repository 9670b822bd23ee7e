// Consumers wait on a sync.Cond that a producer signals, and at last broadcasts.
package main

import (
	"log"
	"os"
	"runtime/trace"
	"sync"
	"time"
)

//record 1.22 1.27

func main() {
	if err := trace.Start(os.Stdout); err != nil {
		log.Fatal(err)
	}
	defer trace.Stop()

	var (
		mu     sync.Mutex
		items  int
		closed bool
		done   sync.WaitGroup
	)
	ready := sync.NewCond(&mu)
	for i := 0; i < 4; i++ {
		done.Add(1)
		go func() {
			defer done.Done()
			mu.Lock()
			defer mu.Unlock()
			for {
				for items == 0 && !closed {
					ready.Wait()
				}
				if items == 0 {
					return
				}
				items--
			}
		}()
	}
	for n := 0; n < 20; n++ {
		time.Sleep(100 * time.Microsecond)
		mu.Lock()
		items++
		mu.Unlock()
		ready.Signal()
	}
	mu.Lock()
	closed = true
	mu.Unlock()
	ready.Broadcast()
	done.Wait()
}
