package main

import (
	"context"
	"encoding/json"
	"fmt"
	"hash/fnv"
	"io"
	"net"
	"net/http"
	"runtime/trace"
	"sort"
	"strings"
	"sync"
	"time"
)

type product struct {
	ID    int
	Name  string
	Price int
	Tags  []string
}

type shop struct {
	mu        sync.Mutex
	catalogue map[int]*product
	payments  string
	client    *http.Client
}

const products = 40_000

func newShop() *shop {
	s := &shop{client: &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 32}}}
	s.catalogue = buildCatalogue(0)
	return s
}

func buildCatalogue(revision int) map[int]*product {
	catalogue := make(map[int]*product, products)
	for i := 0; i < products; i++ {
		catalogue[i] = &product{ID: i, Name: fmt.Sprintf("product %d", i), Price: i%97 + revision, Tags: []string{"new", "blue"}}
	}
	return catalogue
}

// refreshCatalogue holds the lock while it works, which is the mistake to find.
func (s *shop) refreshCatalogue(done *sync.WaitGroup, stop <-chan struct{}) {
	defer done.Done()
	ticker := time.NewTicker(400 * time.Millisecond)
	defer ticker.Stop()
	for revision := 1; ; revision++ {
		select {
		case <-ticker.C:
			s.replaceCatalogue(revision)
		case <-stop:
			return
		}
	}
}

func (s *shop) replaceCatalogue(revision int) {
	ctx, task := trace.NewTask(context.Background(), "refresh catalogue")
	defer task.End()
	trace.Logf(ctx, "revision", "%d", revision)
	s.mu.Lock()
	defer s.mu.Unlock()
	start := time.Now()
	trace.WithRegion(ctx, "rebuild under lock", func() {
		s.catalogue = buildCatalogue(revision)
	})
	trace.WithRegion(ctx, "wait for the warehouse", func() {
		time.Sleep(30*time.Millisecond - time.Since(start))
	})
}

// importProducts starts a goroutine for each of 2,000 products, of which eight at a time get on.
func (s *shop) importProducts(done *sync.WaitGroup, stop <-chan struct{}) {
	defer done.Done()
	select {
	case <-time.After(1600 * time.Millisecond):
	case <-stop:
		return
	}
	ctx, task := trace.NewTask(context.Background(), "import products")
	defer task.End()
	slots := make(chan struct{}, 8)
	var imports sync.WaitGroup
	imports.Add(2000)
	for i := 0; i < 2000; i++ {
		go s.importProduct(ctx, &imports, slots, i)
	}
	imports.Wait()
}

func (s *shop) importProduct(ctx context.Context, done *sync.WaitGroup, slots chan struct{}, i int) {
	defer done.Done()
	slots <- struct{}{}
	defer func() { <-slots }()
	defer trace.StartRegion(ctx, "import product").End()
	hash := fnv.New64a()
	for n := 0; n < 40; n++ {
		fmt.Fprintf(hash, "product %d picture %d", i, n)
	}
	if i%100 == 0 {
		trace.Logf(ctx, "imported", "%d of 2000", i)
	}
}

func (s *shop) routes() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("/catalogue", request("GET /catalogue", s.handleCatalogue))
	mux.HandleFunc("/search", request("GET /search", s.handleSearch))
	mux.HandleFunc("/order", request("POST /order", s.handleOrder))
	mux.HandleFunc("/report", request("GET /report", s.handleReport))
	return mux
}

// request makes a task of each request.
func request(name string, handle func(ctx context.Context, w io.Writer, r *http.Request)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		ctx, task := trace.NewTask(r.Context(), name)
		defer task.End()
		trace.Log(ctx, "customer", r.Header.Get("Customer"))
		handle(ctx, w, r)
	}
}

// lookUp is where requests meet the refresh.
func (s *shop) lookUp(ctx context.Context, id int) *product {
	defer trace.StartRegion(ctx, "look up").End()
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.catalogue[id]
}

func (s *shop) handleCatalogue(ctx context.Context, w io.Writer, r *http.Request) {
	page := make([]*product, 0, 20)
	for id := 100; id < 120; id += 5 {
		page = append(page, s.lookUp(ctx, id))
	}
	trace.WithRegion(ctx, "render", func() { json.NewEncoder(w).Encode(page) })
}

func (s *shop) handleSearch(ctx context.Context, w io.Writer, r *http.Request) {
	var found []*product
	trace.WithRegion(ctx, "scan", func() {
		for id := 0; id < 400; id++ {
			p := &product{ID: id, Name: fmt.Sprintf("product %d", id), Price: id * 7 % 101}
			if strings.Contains(p.Name, "1") {
				found = append(found, p)
			}
		}
		sort.Slice(found, func(i, j int) bool { return found[i].Price < found[j].Price })
	})
	trace.WithRegion(ctx, "render", func() { json.NewEncoder(w).Encode(found[:10]) })
}

func (s *shop) handleOrder(ctx context.Context, w io.Writer, r *http.Request) {
	p := s.lookUp(ctx, 4711)
	trace.WithRegion(ctx, "pay", func() {
		response, err := s.client.Get(s.payments + "/pay")
		if err != nil {
			trace.Log(ctx, "error", err.Error())
			return
		}
		io.Copy(io.Discard, response.Body)
		response.Body.Close()
		trace.Log(ctx, "payment", response.Status)
	})
	trace.WithRegion(ctx, "render", func() { json.NewEncoder(w).Encode(p) })
}

// handleReport allocates some megabytes.
func (s *shop) handleReport(ctx context.Context, w io.Writer, r *http.Request) {
	rows := 0
	trace.WithRegion(ctx, "aggregate", func() {
		byPrice := map[int][]*product{}
		for id := 0; id < 12_000; id++ {
			p := &product{ID: id, Price: id * 31 % 997, Tags: make([]string, 4)}
			byPrice[p.Price] = append(byPrice[p.Price], p)
		}
		rows = len(byPrice)
	})
	trace.WithRegion(ctx, "render", func() { fmt.Fprintln(w, rows) })
}

// serve answers on a port of the loopback, and returns its address.
func serve(handler http.Handler) string {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic(err)
	}
	go http.Serve(listener, handler)
	return "http://" + listener.Addr().String()
}
