// Two functions burn the processor, one twice as long as the other, with the CPU profiler on, so that its
// samples are in the trace.
package main

import (
	"crypto/sha256"
	"io"
	"log"
	"os"
	"runtime"
	"runtime/pprof"
	"runtime/trace"
	"sync"
	"time"
)

//record 1.21 1.22 1.24 1.27

func main() {
	runtime.GOMAXPROCS(2)
	if err := pprof.StartCPUProfile(io.Discard); err != nil {
		log.Fatal(err)
	}
	defer pprof.StopCPUProfile()
	if err := trace.Start(os.Stdout); err != nil {
		log.Fatal(err)
	}
	defer trace.Stop()

	var done sync.WaitGroup
	done.Add(2)
	go func() {
		defer done.Done()
		long()
	}()
	go func() {
		defer done.Done()
		short()
	}()
	done.Wait()
}

func long()  { burn(200 * time.Millisecond) }
func short() { burn(100 * time.Millisecond) }

func burn(d time.Duration) {
	block := make([]byte, 4096)
	for start := time.Now(); time.Since(start) < d; {
		sum := sha256.Sum256(block)
		copy(block, sum[:])
	}
}
