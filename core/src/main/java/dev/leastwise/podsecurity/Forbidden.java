package dev.leastwise.podsecurity;

import dev.leastwise.kube.KubeNode;
import java.util.List;

/** What a check has against a pod, and the settings at fault. */
public record Forbidden(String reason, String detail, List<KubeNode> places) {}
