// A main goroutine waits for others that start others, three levels deep.
package main

import (
	"log"
	"os"
	"runtime/trace"
	"sync"
)

//record 1.22 1.27

func main() {
	if err := trace.Start(os.Stdout); err != nil {
		log.Fatal(err)
	}
	defer trace.Stop()
	spread(3)
}

func spread(levels int) {
	if levels == 0 {
		return
	}
	var children sync.WaitGroup
	for i := 0; i < 4; i++ {
		children.Add(1)
		go func() {
			defer children.Done()
			spread(levels - 1)
		}()
	}
	children.Wait()
}
