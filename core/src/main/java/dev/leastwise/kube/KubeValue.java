package dev.leastwise.kube;

import java.math.BigInteger;

/** What a scalar means to Kubernetes, whose YAML is go-yaml v2's: YAML 1.1 with Go's numbers. */
public sealed interface KubeValue {

    /** What it says, in characters. */
    String shown();

    /** Null, which for Kubernetes is the same as not set. */
    record Null() implements KubeValue {

        @Override
        public String shown() {
            return "null";
        }
    }

    record Bool(boolean value) implements KubeValue {

        @Override
        public String shown() {
            return String.valueOf(value);
        }
    }

    /** A whole number between the smallest int64 and the largest uint64. */
    record Int(BigInteger value) implements KubeValue {

        @Override
        public String shown() {
            return value.toString();
        }
    }

    record Decimal(double value) implements KubeValue {

        @Override
        public String shown() {
            return String.valueOf(value);
        }
    }

    record Text(String value) implements KubeValue {

        @Override
        public String shown() {
            return value;
        }
    }
}
