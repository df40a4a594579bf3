"""What every test may lean on."""

import rules

# Made once and before any test: a property that is tried a hundred times should not wait for it.
RULESET = rules.load_defaults()
RULESET.prefilter.may_ask("")
RULESET.follow_ups.may_ask("")
