package dev.leastwise.sandbox.runtime;

import dev.leastwise.sandbox.pod.Pod;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;

/**
 * The program of Linux on x86-64 that holds a pod's namespaces. It needs no other file:
 *
 * <pre>
 * fd = socket(AF_INET, SOCK_DGRAM, 0)     the pod's address, beside the loopback address
 * ioctl(fd, SIOCSIFADDR, "lo:0" ADDRESS)
 * ioctl(fd, SIOCSIFNETMASK, "lo:0" 255.255.255.255)
 * close(fd)
 * setgid(65535)                           the user of Kubernetes' own pause image; its capabilities are gone
 * setuid(65535)
 * sigaction(SIGCHLD, SIG_IGN)             the kernel reaps what is left to process 1 of the pod
 * write(1, ".", 1)                        all that is to be there is there
 * close(0), close(1), close(2)
 * for (;;) pause()
 * </pre>
 */
final class Pause {

    private static final String CODE =
            "b829000000bf02000000be0200000031d20f0589c7b810000000be16890000488d15b20000000f05c705ba000000ffff"
                    + "ffffb810000000be1c890000488d15950000000f05b8030000000f05bfffff0000b86a0000000f05bfffff0000b86900"
                    + "00000f05b80d000000bf11000000488d354300000031d241ba080000000f05b801000000bf01000000488d3522000000"
                    + "ba010000000f0531db89dfb8030000000f05ffc383fb0375f0b8220000000f05ebf72e0f1f4400000100000000000000"
                    + "0000000000000000000000000000000000000000000000006c6f3a30000000000000000000000000020000000a580002"
                    + "0000000000000000";

    /** Where it begins that is to leave the network alone, which is the machine's. */
    private static final int WITHOUT_ADDRESS = 76;

    private static final int ADDRESS = 236;
    private static final int HEADERS = 120;
    private static final long BASE = 0x400000;

    /** The program as a file (elf(5)): one segment with everything. */
    static byte[] program(boolean ownNetwork) {
        byte[] code = HexFormat.of().parseHex(CODE);
        String[] parts = Pod.ADDRESS.split("\\.", -1);
        for (int i = 0; i < parts.length; i++) code[ADDRESS + i] = (byte) Integer.parseInt(parts[i]);
        int size = HEADERS + code.length;
        ByteBuffer file = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
        file.put(HexFormat.of().parseHex("7f454c46020101000000000000000000"));
        file.putShort((short) 2).putShort((short) 62).putInt(1);
        file.putLong(BASE + HEADERS + (ownNetwork ? 0 : WITHOUT_ADDRESS));
        file.putLong(64).putLong(0).putInt(0);
        file.putShort((short) 64).putShort((short) 56).putShort((short) 1).putShort((short) 0);
        file.putShort((short) 0).putShort((short) 0);
        file.putInt(1).putInt(7).putLong(0).putLong(BASE).putLong(BASE);
        file.putLong(size).putLong(size).putLong(0x1000);
        return file.put(code).array();
    }

    private Pause() {}
}
