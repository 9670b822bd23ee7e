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
	"runtime/pprof"
	"runtime/trace"
	"sync"
	"time"
)

//record 1.27 to sample.trace.gz

func main() {
	runtime.GOMAXPROCS(4)
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
	for _, job := range []func(<-chan struct{}){shop.refreshCatalogue, readStatistics, shop.importProducts} {
		job := job
		background.Add(1)
		go func() {
			defer background.Done()
			job(stop)
		}()
	}
	for i := 0; i < 16; i++ {
		i := i
		customers.Add(1)
		go func() {
			defer customers.Done()
			customer(i, address, stop)
		}()
	}
	time.Sleep(3 * time.Second)
	close(stop)
	customers.Wait()
	background.Wait()
}

// readStatistics does what many services do for their dashboards.
func readStatistics(stop <-chan struct{}) {
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
