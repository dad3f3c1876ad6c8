package dev.leastwise.kube;

import dev.leastwise.yaml.Alias;
import dev.leastwise.yaml.Document;
import dev.leastwise.yaml.Limits;
import dev.leastwise.yaml.Mapping;
import dev.leastwise.yaml.Mapping.Entry;
import dev.leastwise.yaml.Scalar;
import dev.leastwise.yaml.Sequence;
import dev.leastwise.yaml.YamlNode;
import org.jspecify.annotations.Nullable;

/**
 * What kubectl refuses in a document that parses. Some things it refuses wherever they stand (go-yaml decode.go), others
 * only in what is in effect, since they fail when the object is turned into JSON.
 */
final class Decoding {

    private boolean hasAliases;
    private boolean hasUnconvertible;

    /** The document, or why kubectl does not decode it. */
    static Document check(Document.Parsed document) {
        Decoding decoding = new Decoding();
        try {
            decoding.visit(document.root());
            if (decoding.hasAliases) new Expansion().visit(document.root());
            if (decoding.hasUnconvertible) convert(document.root());
            return document;
        } catch (Refused refused) {
            return new Document.Broken(document.number(), refused.node.start(), refused.fact, refused.remedy);
        }
    }

    // instanceof, as a switch over patterns is slow where code runs for the first time
    private void visit(YamlNode node) {
        if (node instanceof Scalar scalar) {
            visitScalar(scalar);
        } else if (node instanceof Mapping mapping) {
            visitEntries(mapping);
        } else if (node instanceof Sequence sequence) {
            for (YamlNode item : sequence.items()) visit(item);
        } else {
            hasAliases = true;
        }
    }

    private void visitEntries(Mapping mapping) {
        for (int i = 0; i < mapping.size(); i++) {
            YamlNode key = mapping.key(i);
            YamlNode value = mapping.value(i);
            if (!Merge.is(key)) {
                visitKey(key);
            } else if (!Merge.takes(value)) {
                throw new Refused(
                        value,
                        "<< merges what is no mapping",
                        "give it a mapping, an alias of one, or a list of these");
            }
            visit(value);
        }
    }

    private void visitKey(YamlNode key) {
        if (key instanceof Alias) hasAliases = true;
        if (!(KubeNode.follow(key) instanceof Scalar scalar)) {
            throw new Refused(key, "a key is a mapping or a list", "Kubernetes takes only names as keys");
        }
        if (!scalar.tag().isEmpty()) checkTag(scalar);
        if (mayBeNullOrNumber(scalar) && keyProblem(scalar) != null) hasUnconvertible = true;
    }

    private void visitScalar(Scalar scalar) {
        if (!scalar.tag().isEmpty()) checkTag(scalar);
        if (mayBeFloat(scalar) && isUnconvertible(scalar)) hasUnconvertible = true;
    }

    private static boolean mayBeNullOrNumber(Scalar scalar) {
        return switch (scalar.firstByte()) {
            case 'n', 'N' -> scalar.is("null") || scalar.is("Null") || scalar.is("NULL");
            case 0, '~', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '+', '-', '.', '&', '!' -> true;
            default -> false;
        };
    }

    private static boolean mayBeFloat(Scalar scalar) {
        return switch (scalar.firstByte()) {
            case '.', '+', '-', '&', '!' -> true;
            default -> false;
        };
    }

    private static void checkTag(Scalar scalar) {
        if (TaggedScalar.fits(scalar)) return;
        throw new Refused(
                scalar, "the value is not what its tag " + scalar.tag() + " says", "correct the value or drop the tag");
    }

    /** Refuses what has no place in JSON; the tree is finite and its aliases bounded by now. */
    private static void convert(YamlNode node) {
        switch (KubeNode.follow(node)) {
            case Mapping mapping -> {
                for (Entry entry : KubeNode.effective(mapping).values()) {
                    String problem = keyProblem(KubeNode.follow(entry.key()));
                    if (problem != null)
                        throw new Refused(entry.key(), problem, "write a name, in quotes where need be");
                    convert(entry.value());
                }
            }
            case Sequence sequence -> {
                for (YamlNode item : sequence.items()) convert(item);
            }
            case Scalar scalar -> {
                if (!isUnconvertible(scalar)) return;
                throw new Refused(node, "JSON has no number " + scalar.value(), "write a finite number, or quote it");
            }
            case Alias ignored -> {}
        }
    }

    private static @Nullable String keyProblem(YamlNode key) {
        if (!(key instanceof Scalar scalar)) return null;
        KubeValue value = KubeScalar.decode(scalar);
        if (value instanceof KubeValue.Null) return "a key is null";
        boolean large = value instanceof KubeValue.Int number && number.value().bitLength() >= Long.SIZE;
        return large ? "a key is a number beyond int64" : null;
    }

    private static boolean isUnconvertible(Scalar scalar) {
        return KubeScalar.decode(scalar) instanceof KubeValue.Decimal number && !Double.isFinite(number.value());
    }

    /** Counts what decoding with all aliases followed takes, and refuses where go-yaml does or a limit is passed. */
    private static final class Expansion {

        private static final int FULL_SHARE_NODES = 400_000;
        private static final int LEAST_SHARE_NODES = 4_000_000;

        private int nodes = 1; // go-yaml counts the document itself
        private int aliased;
        private int aliasDepth;
        private int depth;

        private void visit(YamlNode node) {
            count(node);
            switch (node) {
                case Mapping mapping -> {
                    for (int i = 0; i < mapping.size(); i++) {
                        YamlNode key = mapping.key(i);
                        YamlNode value = mapping.value(i);
                        boolean merge = Merge.is(key);
                        if (!merge) visit(key);
                        if (merge && value instanceof Sequence sequence) visitAll(sequence);
                        else descend(value);
                    }
                }
                case Sequence sequence -> visitAll(sequence);
                case Alias alias -> {
                    aliasDepth++;
                    descend(alias.target());
                    aliasDepth--;
                }
                case Scalar ignored -> {}
            }
        }

        private void visitAll(Sequence sequence) {
            for (YamlNode item : sequence.items()) descend(item);
        }

        private void descend(YamlNode node) {
            if (++depth > Limits.DEPTH) {
                throw new Refused(
                        node,
                        "collections are nested more than " + Limits.DEPTH + " deep once aliases are followed",
                        "no Kubernetes object needs that: flatten it");
            }
            visit(node);
            depth--;
        }

        private void count(YamlNode node) {
            nodes++;
            if (aliasDepth > 0) aliased++;
            if ((double) aliased / nodes > allowedShare()) {
                throw new Refused(
                        node, "the document contains excessive aliasing", "write out what the aliases repeat");
            }
            if (nodes > Limits.EXPANDED_NODES) {
                throw new Refused(
                        node,
                        "the document has more than " + Limits.EXPANDED_NODES + " nodes once aliases are followed",
                        "write out what the aliases repeat, or split it");
            }
        }

        /** How much of the decoding may come from aliases: 99 % in small documents, and on the way to 10 % in large ones. */
        private double allowedShare() {
            if (nodes <= FULL_SHARE_NODES) return 0.99;
            double way = (double) (nodes - FULL_SHARE_NODES) / (LEAST_SHARE_NODES - FULL_SHARE_NODES);
            return 0.99 - 0.89 * way;
        }
    }

    @SuppressWarnings("serial")
    private static final class Refused extends RuntimeException {

        private final YamlNode node;
        private final String fact;
        private final String remedy;

        Refused(YamlNode node, String fact, String remedy) {
            super(fact, null, false, false);
            this.node = node;
            this.fact = fact;
            this.remedy = remedy;
        }
    }

    private Decoding() {}
}
