// Goroutines hand values along channels: unbuffered, buffered, closed under a range, and one that nobody reads.
package main

import (
	"log"
	"os"
	"runtime/trace"
	"sync"
)

//record 1.19 1.21 1.22 1.23 1.24 1.26 1.27

func main() {
	if err := trace.Start(os.Stdout); err != nil {
		log.Fatal(err)
	}
	defer trace.Stop()

	ping, pong := make(chan int), make(chan int)
	go func() {
		for v := range ping {
			pong <- v + 1
		}
		close(pong)
	}()
	for i := 0; i < 20; i++ {
		ping <- i
		<-pong
	}
	close(ping)
	<-pong

	jobs, results := make(chan int, 4), make(chan int, 4)
	var workers sync.WaitGroup
	for w := 0; w < 3; w++ {
		workers.Add(1)
		go func() {
			defer workers.Done()
			for j := range jobs {
				results <- j * j
			}
		}()
	}
	go func() {
		for j := 0; j < 50; j++ {
			jobs <- j
		}
		close(jobs)
		workers.Wait()
		close(results)
	}()
	for range results {
	}

	unread := make(chan int)
	started := make(chan bool)
	go func() {
		close(started)
		unread <- 1
	}()
	<-started
}
