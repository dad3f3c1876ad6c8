package dev.leastwise.kube;

import java.util.List;

/** An object with the workloads in it; none where it is of another kind. */
public record Resource(Manifest manifest, List<Workload> workloads) {}
