package dev.leastwise.kube;

/**
 * An entry of a mapping that is without effect.
 *
 * @param entry what is written
 * @param winner what counts in its place
 * @param merged whether a merge brings the winner; else it is a later entry of the same key
 */
public record LostEntry(KubeNode entry, KubeNode winner, boolean merged) {

    /** Whether both say the same, so that nothing but the writing is wrong. */
    public boolean same() {
        return entry.isScalar() && winner.isScalar() && entry.scalar().equals(winner.scalar());
    }
}
