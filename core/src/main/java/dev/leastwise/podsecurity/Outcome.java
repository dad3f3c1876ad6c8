package dev.leastwise.podsecurity;

import dev.leastwise.finding.ObjectName;
import dev.leastwise.finding.Related;
import dev.leastwise.source.Location;
import java.util.List;

/**
 * What a standard says of a workload of the input.
 *
 * @param at the object; where it holds pods of its own design, the pod
 * @param related the labels of its namespace that name the standard; none where it was asked for
 */
public record Outcome(ObjectName object, Location at, Evaluation evaluation, List<Related> related) {}
