/** What starting a JVM costs at least. */
final class Hello {
    public static void main(String[] words) {
        System.out.println("Hello");
    }
}
