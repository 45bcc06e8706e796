package main

import (
	"github.com/tuneinsight/lattigo/v6/core/rlwe"
	"github.com/tuneinsight/lattigo/v6/multiparty"
	"github.com/tuneinsight/lattigo/v6/multiparty/mpckks"
	"github.com/tuneinsight/lattigo/v6/schemes/ckks"
	"github.com/tuneinsight/lattigo/v6/utils/sampling"
)

const (
	logN      = 13
	scaleBits = 42
	maskBits  = 164 // as STUDY_13's owners draw them
	columns   = 174
	owners    = 3
)

// bench holds what the operations work on.
type bench struct {
	params      ckks.Parameters
	secret      *rlwe.SecretKey
	encryptor   *rlwe.Encryptor
	evaluator   *ckks.Evaluator
	plain       *rlwe.Plaintext
	left, right []*rlwe.Ciphertext
}

func newBench(primes []uint64) *bench {
	params, err := ckks.NewParametersFromLiteral(
		ckks.ParametersLiteral{LogN: logN, Q: primes, LogDefaultScale: scaleBits})
	check(err)
	keys := rlwe.NewKeyGenerator(params)
	secret, public := keys.GenKeyPairNew()
	b := &bench{
		params:    params,
		secret:    secret,
		encryptor: rlwe.NewEncryptor(params, public),
		evaluator: ckks.NewEvaluator(params, nil),
		plain:     ckks.NewPlaintext(params, params.MaxLevel()),
	}
	values := make([]float64, params.MaxSlots())
	for k := range values {
		values[k] = 1 / float64(k+1)
	}
	check(ckks.NewEncoder(params).Encode(values, b.plain))
	for j := 0; j < columns; j++ {
		b.left = append(b.left, b.encrypt())
		b.right = append(b.right, b.encrypt())
	}
	return b
}

func (b *bench) encrypt() *rlwe.Ciphertext {
	ciphertext, err := b.encryptor.EncryptNew(b.plain)
	check(err)
	return ciphertext
}

// operations by the names that Lineal's table has.
func (b *bench) operations() map[string]func() {
	ring := b.params.RingQ().SubRings[0]
	limb := make([]uint64, ring.N)
	copy(limb, b.left[0].Value[0].Coeffs[0])
	sum := ckks.NewCiphertext(b.params, 1, b.params.MaxLevel())
	product := ckks.NewCiphertext(b.params, 2, b.params.MaxLevel())
	rescaled := ckks.NewCiphertext(b.params, 2, b.params.MaxLevel()-1)
	check(b.evaluator.Mul(b.left[0], b.right[0], product))
	toRescale := product.CopyNew()
	share, combine := b.refresh()
	return map[string]func(){
		"ntt":                func() { ring.NTT(limb, limb) },
		"intt":               func() { ring.INTT(limb, limb) },
		"encrypt":            func() { b.encrypt() },
		"add":                func() { check(b.evaluator.Add(b.left[0], b.right[0], sum)) },
		"multiply_plaintext": func() { check(b.evaluator.Mul(b.left[0], b.plain, sum)) },
		"multiply":           func() { check(b.evaluator.Mul(b.left[0], b.right[0], product)) },
		"dot":                func() { b.dot(product) },
		"rescale":            func() { check(b.evaluator.Rescale(toRescale, rescaled)) },
		"slot_refresh":       share,
		"combine":            combine,
	}
}

// dot is the sum of all products, of degree 2.
func (b *bench) dot(product *rlwe.Ciphertext) {
	check(b.evaluator.Mul(b.left[0], b.right[0], product))
	for j := 1; j < columns; j++ {
		check(b.evaluator.MulThenAdd(b.left[j], b.right[j], product))
	}
}

// refresh gives an owner's share of a collective refresh, and what puts the owners' shares together.
func (b *bench) refresh() (share, combine func()) {
	protocol, err := mpckks.NewRefreshProtocol(b.params, maskBits, b.params.Xe())
	check(err)
	crs, err := sampling.NewPRNG()
	check(err)
	level := b.params.MaxLevel()
	common := protocol.SampleCRP(level, crs)
	one := protocol.AllocateShare(level, level)
	share = func() { check(protocol.GenShare(b.secret, maskBits, b.left[0], common, &one)) }
	share()
	fresh := ckks.NewCiphertext(b.params, 1, level)
	combine = func() {
		all := protocol.AllocateShare(level, level)
		all.MetaData = one.MetaData
		for i := 0; i < owners; i++ {
			check(protocol.AggregateShares(&all, &one, &all))
		}
		b.finish(protocol, common, all, fresh)
	}
	return share, combine
}

func (b *bench) finish(protocol mpckks.RefreshProtocol, common multiparty.KeySwitchCRP,
	all multiparty.RefreshShare, fresh *rlwe.Ciphertext) {
	check(protocol.Finalize(b.left[0], common, all, fresh))
}
