# start.sh - sourced by the tests here: finds Chromium, node and the modules that `scripts/setup page` puts into build/node.
. tests/lib.sh
export NODE_PATH="$PWD/build/node/node_modules"
export HOME="$T"                              # Chromium keeps its things there
for p in node chromium; do command -v $p > /dev/null || skip_all "THE PAGE IS NOT TESTED: no $p; scripts/setup page installs it"; done
[ -d "$NODE_PATH/playwright-core" ] && [ -d "$NODE_PATH/axe-core" ] || skip_all 'THE PAGE IS NOT TESTED: npm gave no modules; try scripts/setup page'
