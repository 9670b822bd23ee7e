// Goroutines that wait for what will not happen: nil channels, an empty select, a mutex that nobody unlocks,
// a wait group that nobody is done with.
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
		never chan int
		mu    sync.Mutex
		group sync.WaitGroup
		rw    sync.RWMutex
	)
	mu.Lock()
	rw.Lock()
	group.Add(1)
	go func() { <-never }()
	go func() { never <- 1 }()
	go func() { select {} }()
	go func() { mu.Lock() }()
	go func() { rw.RLock() }()
	go func() { group.Wait() }()
	go func() { time.Sleep(time.Hour) }()
	time.Sleep(2 * time.Millisecond)
}
