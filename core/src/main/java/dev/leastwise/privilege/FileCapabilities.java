package dev.leastwise.privilege;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Locale;
import java.util.Optional;

/**
 * The capabilities that a program's file brings (capabilities(7), "File capabilities").
 *
 * @param effective whether the program has them at once; it is then not executed where it cannot get all of them
 * @param rootId the uid that is root in the user namespace that they count in; 0 for the one of the host
 */
public record FileCapabilities(CapabilitySet permitted, CapabilitySet inheritable, boolean effective, long rootId) {

    /** The extended attribute that holds them. */
    public static final String ATTRIBUTE = "security.capability";

    // include/uapi/linux/capability.h
    private static final int REVISION_MASK = 0xFF000000;
    private static final int REVISION_1 = 0x01000000;
    private static final int REVISION_2 = 0x02000000;
    private static final int REVISION_3 = 0x03000000;
    private static final int EFFECTIVE = 1;
    private static final int SIZE_1 = 12;
    private static final int SIZE_2 = 20;
    private static final int SIZE_3 = 24;
    private static final long LOW = 0xFFFFFFFFL;

    /** Those of an extended attribute, of any revision; empty where the kernel would refuse it. */
    public static Optional<FileCapabilities> of(byte[] attribute) {
        if (attribute.length < SIZE_1) return Optional.empty();
        ByteBuffer words = ByteBuffer.wrap(attribute).order(ByteOrder.LITTLE_ENDIAN);
        int magic = words.getInt();
        int size = size(magic & REVISION_MASK);
        if (attribute.length != size) return Optional.empty();
        long permitted = words.getInt() & LOW;
        long inheritable = words.getInt() & LOW;
        if (size > SIZE_1) {
            permitted |= (words.getInt() & LOW) << Integer.SIZE;
            inheritable |= (words.getInt() & LOW) << Integer.SIZE;
        }
        long rootId = size == SIZE_3 ? words.getInt() & LOW : 0;
        return Optional.of(
                new FileCapabilities(known(permitted), known(inheritable), (magic & EFFECTIVE) != 0, rootId));
    }

    private static int size(int revision) {
        return switch (revision) {
            case REVISION_1 -> SIZE_1;
            case REVISION_2 -> SIZE_2;
            case REVISION_3 -> SIZE_3;
            default -> -1;
        };
    }

    /** The kernel drops bits that are no capability of its own (security/commoncap.c get_vfs_caps_from_disk). */
    private static CapabilitySet known(long bits) {
        return new CapabilitySet(bits).and(CapabilitySet.ALL);
    }

    /** Whether they count in a container: those of another root are as if they were not there (rootid_owns_currentns). */
    public boolean count() {
        return rootId == 0;
    }

    /** As getcap(8) writes them: the names, then which sets they are in. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (Capability capability : permitted.or(inheritable).list()) {
            text.append(text.isEmpty() ? "" : ",").append(capability.ociName().toLowerCase(Locale.ROOT));
        }
        text.append('=').append(effective ? "e" : "");
        if (!inheritable.isEmpty()) text.append('i');
        if (!permitted.isEmpty()) text.append('p');
        return rootId == 0 ? text.toString() : text + " [rootid=" + rootId + ']';
    }
}
