// Blocks at the bottom of a recursion of 300 calls, deeper than a trace keeps, and in methods, closures and
// generic functions.
package main

import (
	"log"
	"os"
	"runtime/trace"
	"time"
)

//record 1.21 1.22 1.27

type sleeper struct{ d time.Duration }

func (s *sleeper) nap() { time.Sleep(s.d) }

func generic[T any](f func() T) T {
	time.Sleep(time.Microsecond)
	return f()
}

func recurse(n int) {
	if n == 0 {
		time.Sleep(time.Microsecond)
		return
	}
	recurse(n - 1)
}

func main() {
	if err := trace.Start(os.Stdout); err != nil {
		log.Fatal(err)
	}
	defer trace.Stop()

	recurse(300)
	recurse(10)
	(&sleeper{time.Microsecond}).nap()
	generic(func() int { time.Sleep(time.Microsecond); return 1 })
	generic(func() string { return "" })
	func() {
		defer func() {
			recover()
			time.Sleep(time.Microsecond)
		}()
		panic("deferred")
	}()
}
