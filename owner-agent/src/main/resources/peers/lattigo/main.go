// Lattigo's primitives at Lineal's ring: N = 2^13 and the four primes given as arguments, one thread.
// Usage: lattigo REPEATS Q0 Q1 Q2 Q3. Prints {"operations": {NAME: median microseconds of CPU}}.
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"runtime"
	"runtime/debug"
	"strconv"
)

func check(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func main() {
	runtime.GOMAXPROCS(1)
	var numbers []uint64
	for _, word := range os.Args[1:] {
		number, err := strconv.ParseUint(word, 10, 64)
		check(err)
		numbers = append(numbers, number)
	}
	bench := newBench(numbers[1:])
	medians := map[string]float64{}
	for name, run := range bench.operations() {
		medians[name] = medianMicros(run, int(numbers[0]))
	}
	check(json.NewEncoder(os.Stdout).Encode(map[string]any{
		"version":    lattigoVersion(),
		"operations": medians,
	}))
}

// lattigoVersion is what this program was linked with, and by which Go.
func lattigoVersion() string {
	version := "unknown"
	if build, ok := debug.ReadBuildInfo(); ok {
		for _, module := range build.Deps {
			if module.Path == "github.com/tuneinsight/lattigo/v6" {
				version = module.Version
			}
		}
	}
	return version + ", " + runtime.Version()
}
