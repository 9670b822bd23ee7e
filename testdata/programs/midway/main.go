// Tracing starts in the middle of things: goroutines run, wait, sleep and sit in a syscall, a collection is
// under way. All that the trace says of them at first is how it found them.
package main

import (
	"log"
	"os"
	"runtime"
	"runtime/debug"
	"runtime/trace"
	"syscall"
	"time"
)

//record 1.19 1.22 1.23 1.27

var sink []byte

func main() {
	runtime.GOMAXPROCS(4)
	debug.SetGCPercent(-1)
	// Few spans to sweep, much to mark.
	shared := 1
	live := make([][]*int, 10)
	for i := range live {
		live[i] = make([]*int, 1<<20)
		for j := range live[i] {
			live[i][j] = &shared
		}
	}
	wait, stop := make(chan bool), make(chan bool)
	go func() { <-wait }()
	go func() { time.Sleep(40 * time.Millisecond) }()
	go func() {
		nap := syscall.NsecToTimespec(int64(60 * time.Millisecond))
		syscall.Nanosleep(&nap, nil)
	}()
	go func() {
		for {
			select {
			case <-stop:
				return
			default:
			}
		}
	}()
	debug.SetGCPercent(10)
	sink = make([]byte, 8<<20)
	time.Sleep(time.Millisecond)
	if err := trace.Start(os.Stdout); err != nil {
		log.Fatal(err)
	}
	defer trace.Stop()
	close(stop)
	close(wait)
	time.Sleep(50 * time.Millisecond)
	for gc := (debug.GCStats{}); gc.NumGC == 0; debug.ReadGCStats(&gc) {
		time.Sleep(time.Millisecond)
	}
	runtime.KeepAlive(live)
}
