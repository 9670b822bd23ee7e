// The sample: three seconds of a shop. Clients ask an HTTP service for its catalogue, search it and place
// orders. What there is to find:
//
//   - Every 400 ms the catalogue is rebuilt under the lock that each request needs: requests pile up for 30 ms.
//   - An order waits for a payment service, which answers in 2 to 6 ms, but one time in forty in 60 ms.
//   - Reports allocate a lot: the collector runs often, and makes those who allocate help it.
//   - After 1.6 s an import starts 2,000 goroutines at once.
//   - Statistics are read every half second, which stops the world.
//
// Each request is a task with regions and logs; the CPU profiler is on.
package main

import (
	"io"
	"log"
	"net/http"
	"os"
	"runtime"
	"runtime/debug"
	"runtime/pprof"
	"runtime/trace"
	"sync"
	"time"
)

//record 1.27 to sample.trace.gz

func main() {
	runtime.GOMAXPROCS(4)
	debug.SetGCPercent(200) // So few collections that each can be told from the next.
	shop := newShop()
	if err := pprof.StartCPUProfile(io.Discard); err != nil {
		log.Fatal(err)
	}
	defer pprof.StopCPUProfile()
	if err := trace.Start(os.Stdout); err != nil {
		log.Fatal(err)
	}
	defer trace.Stop()

	payments := serve(http.HandlerFunc(pay))
	shop.payments = payments
	address := serve(shop.routes())

	stop := make(chan struct{})
	var background, customers sync.WaitGroup
	background.Add(3)
	go shop.refreshCatalogue(&background, stop)
	go shop.importProducts(&background, stop)
	go readStatistics(&background, stop)
	customers.Add(16)
	for i := 0; i < 16; i++ {
		go customer(&customers, i, address, stop)
	}
	time.Sleep(3 * time.Second)
	close(stop)
	customers.Wait()
	background.Wait()
}

// readStatistics does what many services do for their dashboards.
func readStatistics(done *sync.WaitGroup, stop <-chan struct{}) {
	defer done.Done()
	ticker := time.NewTicker(500 * time.Millisecond)
	defer ticker.Stop()
	for {
		select {
		case <-ticker.C:
			var stats runtime.MemStats
			runtime.ReadMemStats(&stats)
		case <-stop:
			return
		}
	}
}
