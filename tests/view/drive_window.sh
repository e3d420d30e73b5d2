#!/usr/bin/env bash
# A session in the real window with a real mouse and keyboard, on the screen in DISPLAY: fuse, look, undo, save, quit, open
# again. What has come of it is read from the window's title and from the files that it writes.
#   drive_window.sh SPONDYL DRAW_WINDOW SOURCE
set -euo pipefail

spondyl=$1 draw_window=$2
export SPONDYL_DATA=$3 LIBGL_ALWAYS_SOFTWARE=1
folder=$(mktemp -d)
export XDG_STATE_HOME=$folder/state
window_process=
trap '[[ -z $window_process ]] || kill "$window_process" 2>/dev/null || true; rm -rf "$folder"' EXIT

fail() {
  echo "drive_window: $*" >&2
  exit 1
}

# Until a command succeeds; solving with elastic bone on a busy machine takes some seconds.
wait_for() {
  local what=$1
  shift
  for _ in $(seq 300); do
    "$@" >/dev/null 2>&1 && return
    sleep 0.2
  done
  fail "waited in vain for $what"
}

# Where a control is after some actions: places NAME ACTION...
places() {
  local name=$1
  shift
  "$draw_window" "$folder/twin.png" --made-up --places "$folder/$name.places" "$@"
}

# click PLACES CONTROL
click() {
  local x y
  read -r x y < <(awk -v name="$2" '{ at = $1 " " $2; $1 = $2 = ""; sub(/^ +/, ""); if ($0 == name) print at }' \
    "$folder/$1.places") || fail "no control '$2' in $1"
  xdotool mousemove "$x" "$y" sleep 0.5 mousedown 1 sleep 0.5 mouseup 1 sleep 0.5
}

# press [MODIFIER+]KEY, held long: the window looks at the keys once a frame, and frames are slow on a busy machine without a
# graphics card. The key is let go before its modifier, or it would be typed.
press() {
  local modifier=${1%+*} key=${1##*+}
  [[ $modifier == "$key" ]] || xdotool keydown "$modifier"
  xdotool keydown "$key" sleep 1 keyup "$key"
  [[ $modifier == "$key" ]] || xdotool keyup "$modifier"
  sleep 0.5
}
title() { xdotool getwindowname "$window"; }
title_is() { [[ $(title) == "$1 - Spondyl" ]]; }

open_window() {
  "$spondyl" view "$@" &
  window_process=$!
  wait_for "the window" xdotool search --onlyvisible --name "Spondyl"
  window=$(xdotool search --onlyvisible --name "Spondyl" | head -1)
  xdotool windowfocus "$window"
}

# save MENU_ITEM FILE
save() {
  click start File
  click menu "$1"
  click question path
  press ctrl+a
  xdotool type --delay 40 "$2"
  sleep 0.5
  click question "Save it"
  wait_for "$2" test -s "$2"
}

# picture NAME: saved again until a spine is on it, which takes a first answer; without one it takes a fifth of the bytes.
picture() {
  for _ in $(seq 10); do
    save "Save picture ..." "$folder/$1.png"
    [[ $(stat -c %s "$folder/$1.png") -le 30000 ]] || return 0
    rm "$folder/$1.png"
    sleep 3
  done
  fail "$1.png is blank"
}

places start
places menu File
places question File "Save as ..."

open_window
wait_for "the plan that it opens with" title_is "L4-L5 fused"
picture before

click start L3-L4
wait_for "the edit" title_is "L4-L5 fused *"
wait_for "what outlives a crash" grep -q 'L3-L4' "$XDG_STATE_HOME/spondyl/autosave.toml"
sleep 3
picture after
! cmp -s "$folder/before.png" "$folder/after.png" || fail "two fused levels look like one"

press ctrl+z
wait_for "the undo" title_is "L4-L5 fused"
press c # beside the intact spine
sleep 3
picture compared
! cmp -s "$folder/before.png" "$folder/compared.png" || fail "two spines look like one"

for _ in $(seq 5); do # ten edits and their undos
  click start L3-L4
  click start L2-L3
done
for _ in $(seq 10); do press ctrl+z; done
wait_for "ten undos" title_is "L4-L5 fused"
press ctrl+y
wait_for "a redo" title_is "L4-L5 fused *"
save "Save as ..." "$folder/plan.toml"
wait_for "the saved plan" title_is "L4-L5 fused"
grep -q '"L3-L4", "L4-L5"' "$folder/plan.toml" || fail "the plan that was saved is another one"

press ctrl+q
wait_for "the window to close" bash -c "! kill -0 $window_process"
wait "$window_process" || fail "the window ended with status $?"

open_window "$folder/plan.toml"
wait_for "the plan that was saved" title_is "L4-L5 fused"
press ctrl+q
wait "$window_process" || fail "the window ended with status $?"
window_process=
