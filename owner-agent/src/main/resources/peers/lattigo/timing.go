package main

import (
	"sort"
	"syscall"
)

// cpuMicros is the CPU time of this process, its garbage collector included.
func cpuMicros() float64 {
	var use syscall.Rusage
	check(syscall.Getrusage(syscall.RUSAGE_SELF, &use))
	micros := func(t syscall.Timeval) float64 { return 1e6*float64(t.Sec) + float64(t.Usec) }
	return micros(use.Utime) + micros(use.Stime)
}

// medianMicros of warm runs; short ones are repeated inside one measurement of at least 20 ms, since
// the clock is coarse.
func medianMicros(run func(), repeats int) float64 {
	run()
	inner := 1
	for spent := 0.0; spent < 20e3; inner *= 2 {
		start := cpuMicros()
		for i := 0; i < inner; i++ {
			run()
		}
		spent = cpuMicros() - start
	}
	inner /= 2
	samples := make([]float64, repeats)
	for r := range samples {
		start := cpuMicros()
		for i := 0; i < inner; i++ {
			run()
		}
		samples[r] = (cpuMicros() - start) / float64(inner)
	}
	sort.Float64s(samples)
	return samples[repeats/2]
}
