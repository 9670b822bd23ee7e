// Runs long enough for the runtime to begin a new generation by itself, which it does each second; goroutines
// wait, sleep and sit in syscalls across it, and one is there from before the trace and does nothing.
package main

import (
	"context"
	"log"
	"os"
	"runtime/trace"
	"sync"
	"syscall"
	"time"
)

//record 1.22 1.24 1.27
//record 1.22 1.23 1.24 1.26 1.27 GODEBUG=traceadvanceperiod=20000000 as generations-many

func main() {
	quiet := make(chan bool)
	go func() { <-quiet }()
	var pipe [2]int
	if err := syscall.Pipe(pipe[:]); err != nil {
		log.Fatal(err)
	}
	go func() {
		var b [1]byte
		syscall.Read(pipe[0], b[:])
	}()
	time.Sleep(5 * time.Millisecond)
	if err := trace.Start(os.Stdout); err != nil {
		log.Fatal(err)
	}
	defer trace.Stop()

	ctx, task := trace.NewTask(context.Background(), "across generations")
	defer task.End()
	var done sync.WaitGroup
	for i := 0; i < 3; i++ {
		done.Add(1)
		go func() {
			defer done.Done()
			defer trace.StartRegion(ctx, "nap").End()
			for n := 0; n < 12; n++ {
				time.Sleep(100 * time.Millisecond)
			}
		}()
	}
	done.Add(1)
	go func() {
		defer done.Done()
		long := syscall.NsecToTimespec(int64(1150 * time.Millisecond))
		syscall.Nanosleep(&long, nil)
	}()
	done.Wait()
}
