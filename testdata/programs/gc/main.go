// Four goroutines allocate faster than the collector likes: mark assists, sweeps, and the pauses of
// their collections, and one to read the memory statistics.
package main

import (
	"log"
	"os"
	"runtime"
	"runtime/debug"
	"runtime/trace"
	"sync"
)

//record 1.19 1.21 1.22 1.23 1.24 1.26 1.27
//record 1.24 1.27 GODEBUG=traceadvanceperiod=3000000 as gc-generations

type node struct {
	left, right *node
	payload     [6]int
}

func tree(depth int) *node {
	if depth == 0 {
		return &node{}
	}
	return &node{left: tree(depth - 1), right: tree(depth - 1)}
}

func main() {
	runtime.GOMAXPROCS(4)
	debug.SetGCPercent(20)
	keep := tree(14)
	if err := trace.Start(os.Stdout); err != nil {
		log.Fatal(err)
	}
	defer trace.Stop()

	var done sync.WaitGroup
	for i := 0; i < 4; i++ {
		done.Add(1)
		go func() {
			defer done.Done()
			for n := 0; n < 12; n++ {
				tree(11)
			}
		}()
	}
	done.Wait()
	var stats runtime.MemStats
	runtime.ReadMemStats(&stats)
	runtime.KeepAlive(keep)
}
