#!/usr/bin/env bash
# Runs a study by plim submit on a Slurm cluster of three virtual nodes on this machine, one of its shards stopped
# and queued again, and compares the bytes with those of a plain run. Prints one row; 0 if the bytes are the same,
# or if Slurm cannot be installed. The study should take a CPU some 20 s.
# usage: scripts/cluster/slurm.sh PLIM STUDY.toml [--set KEY=VALUE]...
set -euo pipefail

if [[ $# -lt 2 ]]; then sed -n 's/^# usage: /usage: /p' "$0" >&2; exit 64; fi
plim=$(realpath "$1") study=$(realpath "$2")
shift 2
shards=8 nodes=3
name="Slurm, $nodes nodes, $shards shards, one requeue"

row() { printf '%-42s%s\n' "$name" "$1"; }
if ! bash "$(dirname "$0")/../setup.sh" slurm > /dev/null; then
  row "skipped: slurm-wlm and munge cannot be installed"
  exit 0
fi

scratch=$(mktemp -d) host=$(hostname -s) user=$(id -un)
export SLURM_CONF=$scratch/slurm.conf
unset "${!SLURM_JOB@}" "${!SLURM_ARRAY@}" "${!SBATCH_@}" "${!OMP_@}" SLURM_CPUS_PER_TASK

# Ends what this script began, by its numbers.
finish() {
  local code=$? file pid
  trap - EXIT
  [[ ! -s $scratch/ctld.pid ]] || timeout 20 scancel --user="$user" 2> /dev/null || true
  for file in "$scratch"/slurmd.n?.pid "$scratch"/ctld.pid "$scratch"/munge/pid; do
    [[ -s $file ]] || continue
    pid=$(< "$file")
    kill "$pid" 2> /dev/null || continue
    for _ in {1..100}; do kill -0 "$pid" 2> /dev/null || break; sleep 0.1; done
    kill -KILL "$pid" 2> /dev/null || true
  done
  if [[ $code -ne 0 ]]; then tail -n 20 "$scratch"/log/* "$scratch"/*.out >&2 || true; fi
  rm -rf "$scratch"
  exit "$code"
}
trap finish EXIT
trap 'exit 1' INT TERM HUP

fail() { echo "$name: $1" >&2; exit 1; }

# Four ports in a row that nobody listens at.
free_ports() {
  local base port
  for _ in {1..50}; do
    base=$((20000 + RANDOM % 10000))
    for port in {0..3}; do
      if (exec 3<> "/dev/tcp/127.0.0.1/$((base + port))") 2> /dev/null; then continue 2; fi
    done
    echo "$base"
    return
  done
  return 1
}

# munge with a key and a socket of its own, one controller, three nodes of one CPU each; no systemd, no cgroups.
start_cluster() {
  local i ports
  ports=$(free_ports) || fail "no free ports"
  mkdir -p "$scratch"/{munge,state,log} && chmod 700 "$scratch/munge"
  (umask 077 && dd if=/dev/urandom of="$scratch/munge/key" bs=1024 count=1 status=none)
  munged --force --key-file="$scratch/munge/key" --socket="$scratch/munge/sock" --pid-file="$scratch/munge/pid" \
         --log-file="$scratch/munge/log" --seed-file="$scratch/munge/seed"
  cat > "$SLURM_CONF" << EOF
ClusterName=plim
SlurmctldHost=$host(127.0.0.1)
SlurmctldPort=$ports
SlurmUser=$user
SlurmdUser=$user
AuthType=auth/munge
AuthInfo=socket=$scratch/munge/sock
CryptoType=crypto/munge
StateSaveLocation=$scratch/state
SlurmdSpoolDir=$scratch/spool.%n
SlurmctldPidFile=$scratch/ctld.pid
SlurmdPidFile=$scratch/slurmd.%n.pid
SlurmctldLogFile=$scratch/log/ctld.log
SlurmdLogFile=$scratch/log/slurmd.%n.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
SwitchType=switch/none
MpiDefault=none
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
SchedulerType=sched/backfill
SchedulerParameters=batch_sched_delay=1,bf_interval=2,sched_interval=2
ReturnToService=2
KillWait=5
SlurmdTimeout=30
SlurmdParameters=config_overrides
PartitionName=plim Nodes=n[1-$nodes] Default=YES MaxTime=00:30:00 State=UP
EOF
  for ((i = 1; i <= nodes; ++i)); do
    mkdir -p "$scratch/spool.n$i"
    echo "NodeName=n$i NodeHostname=$host NodeAddr=127.0.0.1 Port=$((ports + i)) CPUs=1 RealMemory=1000 State=UNKNOWN"
  done >> "$SLURM_CONF"
  slurmctld -c -f "$SLURM_CONF"
  for ((i = 1; i <= nodes; ++i)); do slurmd -N "n$i" -f "$SLURM_CONF"; done
  for _ in {1..60}; do
    [[ $(sinfo --noheader --Node --states=idle 2> /dev/null | wc -l) -ne $nodes ]] || return 0
    sleep 0.5
  done
  fail "the nodes do not come up"
}

state_of() { scontrol --oneliner show job "$1" 2> /dev/null | grep -o "$2=[^ ]*" | cut -d= -f2; }

# Stops a shard in the middle: it ends with 75 and queues itself again. Slurm would then let it wait for two
# minutes. Its scancel (22.05) sends the signal to a task of an array, takes that for a failure and would send it
# again later.
stop_one() {
  local task=$1
  for _ in {1..20}; do
    timeout 1 scancel --signal=USR1 --batch "$task" 2> /dev/null || true
    sleep 0.5
    if [[ $(state_of "$task" JobState) == PENDING ]]; then
      scontrol update "JobId=$task" StartTime=now
      return
    fi
  done
  fail "$task was not queued again"
}

start_cluster
"$plim" run "$study" "$@" --quiet --threads 2 --out "$scratch/plain.h5"
start=$(date +%s.%N)
said=$("$plim" submit "$study" "$@" --shards "$shards" --nodes "$nodes" --time 10 --out "$scratch/x.h5")
array=$(sed -n 's/^job \([0-9]*\): shards.*/\1/p' <<< "$said") merge=$(sed -n 's/^job \([0-9]*\): their.*/\1/p' <<< "$said")
stopped= used=
for _ in {1..1200}; do
  used+=" $(squeue --noheader --states=RUNNING --format=%N | tr '\n' ' ')"
  if [[ -z $stopped && -s $scratch/x.shard-2-of-$shards.journal ]]; then
    stop_one "${array}_2"
    stopped=yes
  fi
  state=$(state_of "$merge" JobState)
  case $state in
    COMPLETED) break ;;
    PENDING | RUNNING | CONFIGURING | COMPLETING) sleep 0.2 ;;
    *) fail "the merge ended as ${state:-nothing}" ;;
  esac
done
seconds=$(date +%s.%N | awk -v start="$start" '{ printf "%6.1f", $1 - start }')
[[ $state == COMPLETED ]] || fail "no end within four minutes"
[[ -n $stopped && $(state_of "${array}_2" Restarts) == 1 ]] || fail "no shard was queued again: the study is too short"
grep -q "goes on where the run of" "$scratch"/x.slurm-*_2.out || fail "the shard did not go on from its journal"
[[ $(tr ' ' '\n' <<< "$used" | grep . | sort -u | wc -l) -eq $nodes ]] || fail "not every node was used"
if cmp -s "$scratch/plain.h5" "$scratch/x.h5"; then row "$seconds s  same bytes"; else row "$seconds s  OTHER BYTES"; exit 1; fi
