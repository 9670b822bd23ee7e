package main

import (
	"io"
	"log"
	"net/http"
	"strconv"
	"sync"
	"sync/atomic"
	"time"
)

var payment atomic.Int64

// pay is somebody else's service: mostly quick, now and then not.
func pay(w http.ResponseWriter, r *http.Request) {
	n := payment.Add(1)
	if n%40 == 0 {
		time.Sleep(60 * time.Millisecond)
	}
	time.Sleep(time.Duration(2+n%5) * time.Millisecond)
	io.WriteString(w, "paid")
}

// customer asks for one thing after another, with a pause to look at it.
func customer(done *sync.WaitGroup, id int, address string, stop <-chan struct{}) {
	defer done.Done()
	client := &http.Client{Transport: &http.Transport{}}
	for n := id; ; n++ {
		select {
		case <-stop:
			return
		case <-time.After(time.Duration(3+n%7) * time.Millisecond):
		}
		path := []string{"/catalogue", "/order", "/catalogue", "/search", "/catalogue", "/order", "/search"}[n%7]
		if n%31 == 0 {
			path = "/report"
		}
		visit(client, address+path, id)
	}
}

func visit(client *http.Client, url string, id int) {
	request, err := http.NewRequest("GET", url, nil)
	if err != nil {
		log.Fatal(err)
	}
	request.Header.Set("Customer", strconv.Itoa(id))
	response, err := client.Do(request)
	if err != nil {
		log.Fatal(err)
	}
	io.Copy(io.Discard, response.Body)
	response.Body.Close()
}
