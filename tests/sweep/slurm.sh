#!/usr/bin/env bash
# A study as an array of four tasks under a real Slurm on this machine: one task is requeued, one cancelled, one killed
# with -9, each while it writes rows. Submitted again, the array completes, and the merged store equals that of one
# machine row for row.
#   slurm.sh PROGRAM SOURCE_FOLDER      exit status 77: Slurm cannot be started here
set -euo pipefail

program=$1
source=$2
skip() {
  echo "skipped: $*"
  exit 77
}

for tool in munged slurmctld slurmd sbatch; do
  command -v "$tool" >/dev/null || skip "$tool is missing; install the packages slurm-wlm and munge"
done
[[ $(id -u) -eq 0 ]] || skip "slurmctld and slurmd need root here"

work=$(mktemp -d /tmp/spondyl-slurm-XXXXXX)
chmod 755 "$work"
stop() {
  for daemon in slurmd slurmctld munged; do
    [[ -s $work/$daemon.pid ]] && kill "$(cat "$work/$daemon.pid")" 2>/dev/null || true
  done
  sleep 1
  rm -rf "$work"
}
trap stop EXIT

host=$(hostname -s)
mkdir "$work/state" "$work/spool"
dd if=/dev/urandom of="$work/munge.key" bs=1024 count=1 status=none
chmod 600 "$work/munge.key"
cat >"$work/slurm.conf" <<CONF
ClusterName=test
SlurmctldHost=$host(127.0.0.1)
SlurmctldPort=16817
SlurmdPort=16818
SlurmUser=root
SlurmdUser=root
AuthType=auth/munge
AuthInfo=socket=$work/munge.socket
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
ReturnToService=2
KillWait=10
SchedulerParameters=sched_interval=2,batch_sched_delay=0
StateSaveLocation=$work/state
SlurmdSpoolDir=$work/spool
SlurmctldPidFile=$work/slurmctld.pid
SlurmdPidFile=$work/slurmd.pid
SlurmctldLogFile=$work/slurmctld.log
SlurmdLogFile=$work/slurmd.log
NodeName=$host NodeAddr=127.0.0.1 CPUs=$(nproc) State=UNKNOWN
PartitionName=test Nodes=ALL Default=YES MaxTime=INFINITE State=UP
CONF
export SLURM_CONF=$work/slurm.conf

munged --force --socket="$work/munge.socket" --key-file="$work/munge.key" --pid-file="$work/munged.pid" \
  --log-file="$work/munged.log" --seed-file="$work/munge.seed" || skip "munged does not start"
slurmctld -c || skip "slurmctld does not start: $(tail -n 3 "$work/slurmctld.log" 2>/dev/null)"
slurmd || skip "slurmd does not start: $(tail -n 3 "$work/slurmd.log" 2>/dev/null)"
for _ in $(seq 60); do
  [[ $(sinfo -h -o %t 2>/dev/null) == idle ]] && break
  sleep 1
done
[[ $(sinfo -h -o %t) == idle ]] || skip "the node does not become idle: $(sinfo -h 2>&1)"

# A quick disk takes some eight thousand rows a second: each task must be long enough to be hit while it runs.
rows_of_task=40000
rows_of_study=$((4 * rows_of_task))
sed "s/\"sobol_indices\"/\"latin_hypercube\"/; s/^n = .*/n = $rows_of_study/" "$source/scenes/sweeps/ishigami.toml" >"$work/study.toml"
submit() {
  sbatch --parsable --array=1-4 --mem-per-cpu=0 --output="$work/task-%a.log" --export=ALL,SPONDYL="$program" \
    "$source/scenes/sweeps/slurm.sbatch" "$work/study.toml" "$work/out"
}
wait_for() { # until no task is left
  for _ in $(seq 300); do
    [[ -z $(squeue -h -j "$1" 2>/dev/null) ]] && return
    sleep 1
  done
  echo "tasks do not end: $(squeue)" >&2
  exit 1
}
rows_in() { # the store of a task; 0 before there is one
  local n
  n=$("$program" query "$work/out/shard-$1-of-4" "SELECT count(*) FROM cases" 2>/dev/null | tail -n 1 || true)
  echo "${n:-0}"
}
wait_until_running() { # a store of the task, with rows
  for _ in $(seq 1200); do
    [[ $(rows_in "$1") -gt 10 ]] && return
    sleep 0.05
  done
  echo "task $1 does not run: $(squeue)" >&2
  exit 1
}

job=$(submit)
wait_until_running 1
scontrol requeue "${job}_1"
wait_until_running 2
scancel "${job}_2"
wait_until_running 3
kill -9 "$(pgrep -n -f "^$program sweep .*shard-3-of-4")"
wait_for "$job"
echo "after the faults: $(for i in 1 2 3 4; do rows_in $i; done | xargs) of $rows_of_task cases each"
for task in 2 3; do
  [[ $(rows_in $task) -lt $rows_of_task ]] || {
    echo "task $task was over before it was stopped" >&2
    exit 1
  }
done

wait_for "$(submit)"
"$program" merge "$work"/out/shard-* --out "$work/out/all"
"$program" sweep "$work/study.toml" --out "$work/single" --quiet
rows="SELECT id, status, reason, newton_iterations, x1, x2, x3, y FROM cases ORDER BY id"
"$program" query "$work/out/all" "$rows" --out "$work/all.csv"
"$program" query "$work/single" "$rows" --out "$work/single.csv"
[[ $(wc -l <"$work/single.csv") -eq $((rows_of_study + 1)) ]]
cmp "$work/all.csv" "$work/single.csv"
echo "the merged store equals the single one: $rows_of_study rows"
