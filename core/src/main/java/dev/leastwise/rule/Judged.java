package dev.leastwise.rule;

import dev.leastwise.finding.Finding;
import dev.leastwise.kube.Manifest;
import dev.leastwise.kube.Workload;
import java.util.List;

/** What the judge made of one document. */
public record Judged(List<Manifest> manifests, List<Workload> workloads, List<Finding> findings) {}
