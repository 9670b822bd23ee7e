// Goroutines call C, C calls back, and threads that C made call Go: the goroutines of those come and go
// with their threads, and their ids come back.
package main

/*
#cgo LDFLAGS: -lpthread
#include <pthread.h>
#include <unistd.h>

extern void goCallback(int);

static void napInC(int us) { usleep(us); }
static void callBack(int n) { goCallback(n); }

static void *foreignThread(void *arg) {
	for (int i = 0; i < 3; i++) {
		goCallback(100 + i);
		usleep(500);
	}
	return 0;
}

static void runForeignThreads(int n) {
	pthread_t threads[8];
	for (int i = 0; i < n; i++) pthread_create(&threads[i], 0, foreignThread, 0);
	for (int i = 0; i < n; i++) pthread_join(threads[i], 0);
}
*/
import "C"

import (
	"log"
	"os"
	"runtime"
	"runtime/trace"
	"sync"
	"time"
)

//record 1.22 1.23 1.24 1.26 1.27

//export goCallback
func goCallback(n C.int) {
	if n%2 == 0 {
		time.Sleep(200 * time.Microsecond)
	} else {
		runtime.Gosched()
	}
}

func main() {
	if err := trace.Start(os.Stdout); err != nil {
		log.Fatal(err)
	}
	defer trace.Stop()

	var done sync.WaitGroup
	for i := 0; i < 3; i++ {
		i := i
		done.Add(1)
		go func() {
			defer done.Done()
			C.napInC(1000)
			C.callBack(C.int(i))
		}()
	}
	done.Wait()
	for round := 0; round < 3; round++ {
		C.runForeignThreads(3)
	}
}
