// Five goroutines want one mutex that each holds for a while.
package main

import (
	"log"
	"os"
	"runtime/trace"
	"sync"
	"time"
)

//record 1.21 1.22 1.24 1.27

func main() {
	if err := trace.Start(os.Stdout); err != nil {
		log.Fatal(err)
	}
	defer trace.Stop()

	var (
		mu      sync.Mutex
		done    sync.WaitGroup
		balance int
	)
	for i := 0; i < 5; i++ {
		done.Add(1)
		go func() {
			defer done.Done()
			for n := 0; n < 8; n++ {
				mu.Lock()
				deposit(&balance)
				mu.Unlock()
			}
		}()
	}
	done.Wait()
}

func deposit(balance *int) {
	time.Sleep(200 * time.Microsecond)
	*balance++
}
