// Syscalls short and long: getpid keeps its P, a sleep in the kernel loses it, and one has not
// come back when the trace ends.
package main

import (
	"log"
	"os"
	"runtime/trace"
	"sync"
	"syscall"
	"time"
)

//record 1.21 1.22 1.23 1.24 1.26 1.27

func main() {
	var pipe [2]int
	if err := syscall.Pipe(pipe[:]); err != nil {
		log.Fatal(err)
	}
	if err := trace.Start(os.Stdout); err != nil {
		log.Fatal(err)
	}
	defer trace.Stop()

	go func() {
		var b [1]byte
		syscall.Read(pipe[0], b[:]) // A blocking read of a pipe that nobody writes to.
	}()

	var done sync.WaitGroup
	for i := 0; i < 3; i++ {
		done.Add(1)
		go func() {
			defer done.Done()
			for n := 0; n < 5; n++ {
				syscall.Getpid()
				nap := syscall.NsecToTimespec(int64(2 * time.Millisecond))
				syscall.Nanosleep(&nap, nil)
			}
		}()
	}
	for n := 0; n < 20; n++ {
		syscall.Getpid()
		spin(200 * time.Microsecond)
	}
	done.Wait()
}

func spin(d time.Duration) {
	for start := time.Now(); time.Since(start) < d; {
	}
}
