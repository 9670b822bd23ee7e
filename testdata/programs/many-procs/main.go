// 64 Ps and 256 goroutines that wake each other.
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
	runtime.GOMAXPROCS(64)
	if err := trace.Start(os.Stdout); err != nil {
		log.Fatal(err)
	}
	defer trace.Stop()

	var done sync.WaitGroup
	for i := 0; i < 128; i++ {
		c := make(chan int)
		done.Add(2)
		go func() {
			defer done.Done()
			for n := 0; n < 4; n++ {
				c <- n
			}
			close(c)
		}()
		go func() {
			defer done.Done()
			for range c {
			}
		}()
	}
	done.Wait()
}
