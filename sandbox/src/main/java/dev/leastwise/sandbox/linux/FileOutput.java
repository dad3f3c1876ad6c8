package dev.leastwise.sandbox.linux;

import java.io.OutputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** A new file that is written. */
public final class FileOutput extends OutputStream {

    private static final int BUFFER = 1 << 16;
    private static final int MOST_SENT = 1 << 30;

    private final int descriptor;
    private final String shown;
    private final Arena memory = Arena.ofConfined();
    private final MemorySegment buffer = memory.allocate(BUFFER);

    FileOutput(int descriptor, String shown) {
        this.descriptor = descriptor;
        this.shown = shown;
    }

    @Override
    public void write(int one) throws LinuxError {
        write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws LinuxError {
        int done = 0;
        while (done < length) {
            int part = Math.min(BUFFER, length - done);
            MemorySegment.copy(bytes, from + done, buffer, ValueLayout.JAVA_BYTE, 0, part);
            done += Linux.WRITE.call(shown, descriptor, buffer.address(), part);
        }
    }

    /** Writes what is left of another file. */
    void takeAll(int from) throws LinuxError {
        while (Linux.SEND_FILE.call(shown, descriptor, from, 0, MOST_SENT) > 0) {
            // the kernel goes on where it has come to
        }
    }

    @Override
    public void close() throws LinuxError {
        memory.close();
        Linux.CLOSE.call(shown, descriptor);
    }
}
