"""The words of every step."""

from dataclasses import replace

from lineal import commands
from lineal.workplace import HeldOut, workplace

RUN = "ab" * 32
PLACE = workplace(
    {"LINEAL_HOME": "/lineal", "LINEAL_WORK": "/w", "LINEAL_CHAIN": "/w/chain.json"}
)
PLAN = ["--plan", f"/w/runs/{RUN}/plan.json"]
TRAINER = ["--trainer", "/w/trainer", "--passphrase-file", "/w/secrets/passphrase"]
CHAIN = ["--chain", "/w/chain.json"]


def report(step):
    return ["--json", f"/w/runs/{RUN}/{step}.json"]


def test_check_grants():
    words = ["check-grants", *PLAN, *report("check_grants"), "--study", "/w/study.json"]
    assert commands.check_grants(PLACE, RUN) == [*words, *TRAINER, *CHAIN]


def test_ingest():
    words = ["ingest", *PLAN, *report("ingest"), "--study", "/w/study.json", "--store", "/w/store"]
    assert commands.ingest(PLACE, RUN) == [*words, *CHAIN]


def test_train_is_what_resumes():
    words = ["resume", *PLAN, *report("train"), "--study", "/w/study.json", "--store", "/w/store"]
    assert commands.train(PLACE, RUN, "4") == [*words, *CHAIN, "--checkpoint-every", "4"]


def test_publish():
    words = ["publish", *PLAN, *report("publish"), "--study", "/w/study.json", *TRAINER]
    words += ["--store", "/w/store", *CHAIN, "--model", f"/w/runs/{RUN}/model"]
    assert commands.publish(PLACE, RUN) == words


def test_evaluate():
    words = ["evaluate", "--model", f"/w/runs/{RUN}/model", "--csv", "/t.csv", "--label", "y"]
    words += ["--positive", "M", *report("evaluate")]
    assert commands.evaluate(PLACE, RUN, HeldOut("/t.csv", "y", "M")) == words


def test_verify_on_a_chain_and_without_one():
    words = ["/lineal/bin/lineal", "verify", f"/w/runs/{RUN}/model/bundle.zip"]
    assert commands.verify(PLACE, RUN) == [*words, *CHAIN, *report("verify")]
    offline = replace(PLACE, grants=("--ledger", "/w/ledger.jsonl"))
    assert commands.verify(offline, RUN) == [*words, *report("verify")]


def test_audit():
    words = ["audit", *PLAN, *report("audit"), "--store", "/w/store", "--sample", "3"]
    assert commands.audit(PLACE, RUN, 3) == words


def test_plan():
    words = ["/lineal/bin/lineal", "plan", "--study", "/w/study.json", *TRAINER, *CHAIN]
    assert commands.plan(PLACE, "/p.json", "7") == [*words, "--iterations", "7", "--out", "/p.json"]


def test_registered():
    words = ["/lineal/bin/lineal", "chain", "datasets", *CHAIN, "--json", "/r.json"]
    assert commands.registered(PLACE, "/r.json") == words


def test_a_workplace_without_a_chain_has_a_ledger_and_no_public_rows():
    place = workplace({"LINEAL_WORK": "/w"})
    assert place.grants == ("--ledger", "/w/ledger.jsonl")
    assert place.held_out is None
    assert place.checkout.endswith(workplace().checkout)


def test_no_word_of_a_command_holds_the_passphrase():
    every = [
        commands.check_grants(PLACE, RUN),
        commands.publish(PLACE, RUN),
        commands.plan(PLACE, "/p.json", "7"),
    ]
    for words in every:
        assert "--passphrase" not in words
        assert words[words.index("--passphrase-file") + 1] == PLACE.passphrase_file
