// A ticker, timers that fire, are stopped and are set anew, and functions that timers run.
package main

import (
	"log"
	"os"
	"runtime/trace"
	"time"
)

//record 1.22 1.23 1.27

func main() {
	if err := trace.Start(os.Stdout); err != nil {
		log.Fatal(err)
	}
	defer trace.Stop()

	fired := make(chan int, 5)
	for i := 0; i < 5; i++ {
		i := i
		time.AfterFunc(time.Duration(i)*time.Millisecond, func() { fired <- i })
	}
	stopped := time.AfterFunc(time.Hour, func() { panic("an hour has passed") })

	ticker := time.NewTicker(500 * time.Microsecond)
	timer := time.NewTimer(2 * time.Millisecond)
	for ticks := 0; ticks < 20; {
		select {
		case <-ticker.C:
			ticks++
		case <-timer.C:
			timer.Reset(3 * time.Millisecond)
		}
	}
	ticker.Stop()
	stopped.Stop()
	for i := 0; i < 5; i++ {
		<-fired
	}
}
