// Records one profile of each kind that runtime/pprof knows, from a program small enough that the files are.
package main

import (
	"compress/gzip"
	"bytes"
	"crypto/sha256"
	"fmt"
	"os"
	"runtime"
	"runtime/pprof"
	"sort"
	"strings"
	"sync"
	"context"
	"time"
)

var sink any

type tree struct {
	left, right *tree
	key         string
}

func (t *tree) insert(key string) *tree {
	if t == nil {
		return &tree{key: key}
	}
	if key < t.key {
		t.left = t.left.insert(key)
	} else {
		t.right = t.right.insert(key)
	}
	return t
}

func hashes(n int) []string {
	var out []string
	for i := range n {
		out = append(out, fmt.Sprintf("%x", sha256.Sum256([]byte(fmt.Sprint(i)))))
	}
	return out
}

func index(words []string) *tree {
	var t *tree
	for _, w := range words {
		t = t.insert(w)
	}
	return t
}

func compress(words []string) int {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	w.Write([]byte(strings.Join(words, "\n")))
	w.Close()
	return b.Len()
}

func work(until time.Time) {
	for time.Now().Before(until) {
		words := hashes(2000)
		sort.Strings(words)
		sink = index(words)
		sink = compress(words)
	}
}

func contend(mu *sync.Mutex, wg *sync.WaitGroup) {
	defer wg.Done()
	for range 20 {
		mu.Lock()
		time.Sleep(500 * time.Microsecond)
		mu.Unlock()
	}
}

func producer(c chan<- int, n int) {
	for i := range n {
		time.Sleep(200 * time.Microsecond)
		c <- i
	}
	close(c)
}

func consume(c <-chan int) (sum int) {
	for v := range c {
		sum += v
	}
	return
}

func park(c chan struct{}) { <-c }

func save(name string) {
	f, _ := os.Create(name + ".pb.gz")
	defer f.Close()
	if err := pprof.Lookup(name).WriteTo(f, 0); err != nil {
		panic(err)
	}
}

func main() {
	runtime.MemProfileRate = 4096
	runtime.SetBlockProfileRate(1)
	runtime.SetMutexProfileFraction(1)

	f, _ := os.Create("cpu.pb.gz")
	pprof.StartCPUProfile(f)
	var wg sync.WaitGroup
	for i := range 2 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			pprof.Do(context.Background(), pprof.Labels("worker", fmt.Sprint(i), "kind", "words"), func(context.Context) {
				work(time.Now().Add(1500 * time.Millisecond))
			})
		}()
	}
	wg.Wait()
	pprof.StopCPUProfile()
	f.Close()

	var mu sync.Mutex
	for range 4 {
		wg.Add(1)
		go contend(&mu, &wg)
	}
	wg.Wait()
	c := make(chan int)
	go producer(c, 100)
	consume(c)

	stop := make(chan struct{})
	for range 10 {
		go park(stop)
	}
	keep := index(hashes(3000))
	time.Sleep(10 * time.Millisecond)
	runtime.GC()
	for _, name := range []string{"heap", "allocs", "block", "mutex", "goroutine", "threadcreate"} {
		save(name)
	}
	runtime.KeepAlive(keep)
}
