// Readers share an RWMutex until a writer asks for it; then all of them wait.
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
		mu    sync.RWMutex
		done  sync.WaitGroup
		value int
	)
	for i := 0; i < 6; i++ {
		done.Add(1)
		go func() {
			defer done.Done()
			for n := 0; n < 20; n++ {
				mu.RLock()
				_ = value
				time.Sleep(100 * time.Microsecond)
				mu.RUnlock()
			}
		}()
	}
	done.Add(1)
	go func() {
		defer done.Done()
		for n := 0; n < 5; n++ {
			time.Sleep(300 * time.Microsecond)
			mu.Lock()
			value++
			time.Sleep(300 * time.Microsecond)
			mu.Unlock()
		}
	}()
	done.Wait()
}
