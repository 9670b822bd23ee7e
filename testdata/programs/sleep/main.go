// Goroutines that sleep for different times, one of them not at all.
package main

import (
	"log"
	"os"
	"runtime/trace"
	"sync"
	"time"
)

//record 1.19 1.21 1.22 1.27

func main() {
	if err := trace.Start(os.Stdout); err != nil {
		log.Fatal(err)
	}
	defer trace.Stop()

	var done sync.WaitGroup
	for i := 0; i < 5; i++ {
		d := time.Duration(i) * time.Millisecond
		done.Add(1)
		go func() {
			defer done.Done()
			time.Sleep(d)
		}()
	}
	done.Wait()
}
