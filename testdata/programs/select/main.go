// Selects: over channels that become ready, with a default, with a timeout, and without any case.
package main

import (
	"log"
	"os"
	"runtime/trace"
	"time"
)

//record 1.21 1.22 1.26 1.27

func main() {
	if err := trace.Start(os.Stdout); err != nil {
		log.Fatal(err)
	}
	defer trace.Stop()

	go func() { select {} }()

	a, b, stop := make(chan int), make(chan string), make(chan struct{})
	go func() {
		for i := 0; i < 10; i++ {
			a <- i
			time.Sleep(200 * time.Microsecond)
		}
		close(stop)
	}()
	go func() {
		for {
			select {
			case b <- "b":
				time.Sleep(300 * time.Microsecond)
			case <-stop:
				return
			}
		}
	}()
	misses := 0
	for {
		select {
		case <-b:
		case <-a:
			select {
			case <-b:
			default:
				misses++
			}
		case <-stop:
			select {
			case <-a:
			case <-time.After(2 * time.Millisecond):
				return
			}
		}
	}
}
