package dev.leastwise.fix;

import dev.leastwise.finding.Finding;
import dev.leastwise.finding.Fix;

/** A fix that is asked for. */
record Asked(Finding finding, Fix fix, ObjectPlace object) {}
