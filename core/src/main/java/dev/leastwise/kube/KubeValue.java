package dev.leastwise.kube;

import java.math.BigInteger;

/** What a scalar means to Kubernetes, whose YAML is go-yaml v2's: YAML 1.1 with Go's numbers. */
public sealed interface KubeValue {

    /** Null, which for Kubernetes is the same as not set. */
    record Null() implements KubeValue {}

    record Bool(boolean value) implements KubeValue {}

    /** A whole number between the smallest int64 and the largest uint64. */
    record Int(BigInteger value) implements KubeValue {}

    record Decimal(double value) implements KubeValue {}

    record Text(String value) implements KubeValue {}
}
