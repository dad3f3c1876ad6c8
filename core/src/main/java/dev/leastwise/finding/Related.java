package dev.leastwise.finding;

import dev.leastwise.source.Location;

/** Another place that bears on a finding. */
public record Related(Location at, String message) {}
