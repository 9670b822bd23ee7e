// iter.Pull turns a push iterator into a pull one: goroutines that switch to each other without the
// scheduler. One is stopped half-way, one runs to its end, one is left where it is.
package main

import (
	"iter"
	"log"
	"os"
	"runtime/trace"
	"time"
)

//record 1.23 1.24 1.26 1.27
//record 1.24 1.27 GODEBUG=traceadvanceperiod=700000 as coroutines-generations

func count(to int) iter.Seq[int] {
	return func(yield func(int) bool) {
		for i := 0; i < to; i++ {
			if !yield(i) {
				return
			}
		}
	}
}

func main() {
	if err := trace.Start(os.Stdout); err != nil {
		log.Fatal(err)
	}
	defer trace.Stop()

	next, stop := iter.Pull(count(30))
	for i := 0; i < 5; i++ {
		next()
	}
	stop()

	next, _ = iter.Pull(count(10))
	for _, ok := next(); ok; _, ok = next() {
	}

	never, stopNever := iter.Pull(count(3))
	_ = never
	stopNever()

	// Handed to another goroutine, it goes on there.
	next, _ = iter.Pull(count(1000))
	next()
	done := make(chan bool)
	go func() {
		for i := 0; i < 400; i++ {
			next()
			if i%100 == 0 {
				time.Sleep(time.Millisecond)
			}
		}
		close(done)
	}()
	<-done
	next()
}
