namespace PromptWatcher.AspNetCore.Tests.Security;

/// <summary>What those try who mean ill.</summary>
internal static class HostileCases
{
    /// <summary>Not ours; SELF stands for our host and port.</summary>
    internal static readonly string[] Origins =
    [
        "null", "NULL", "https://evil.example", "http://evil.example", "https://SELF", "http://SELF/", "http://SELF.evil.example", "http://evil.example/http://SELF",
        "http://user@SELF", "http://SELF@evil.example", "ws://SELF", "file://", "chrome-extension://abcdefgh", "http://127.0.0.1", "http://127.0.0.1:1", "http://localhost:1",
        "http://SELF http://SELF", "http://SELF, http://evil.example", "SELF", "//SELF", "http://SELF#x", "http://SELF?x", "*", "http://[::1]", "data:",
    ];

    public static TheoryData<string> Hosts =>
    [
        "evil.example", "evil.example:80", "127.0.0.1.evil.example", "localhost.evil.example", "evil-localhost", "localhost.", "127.0.0.2", "127.1", "2130706433", "0.0.0.0",
        "[::2]", "[::ffff:127.0.0.1]", "10.0.0.1", "example.localhost",
    ];

    internal static readonly string[] Ids =
    [
        "nothing", "..", "%2e%2e", "%2e%2e%2f%2e%2e%2fetc%2fpasswd", "..%2f..%2fone", "..%5c..%5cone", "%252e%252e%252fone", "one%00", "%00", "one%0a", "one%20", "%20one", "ONE", "o%6ee%2f",
        "one;x=1", "one%3fx", "one%23", "-", "~", "%c0%ae%c0%ae", "%ff%fe", "%e2%80%8bone", "one%2f..%2ftwo", "*", "%7b%7d", "'or'1'='1", "<script>", "$(id)", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
    ];

    internal static readonly string[] Bodies =
    [
        "", " ", "null", "true", "1", "\"x\"", "[]", "[{}]", "{", "{}}", "{\"", "{\"a\":}", "{'command':'sh'}", "{\"nobody\":\"knows\"}", "\u0000", "{\"command\":", "{\"text\":\"\\ud800\"", "NaN", "{\"prompt\":1e999}",
        "{\"columns\":\"80\",\"rows\":24}", "{\"text\":[]}", "{\"signal\":9}", "{\"role\":null}", "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[",
    ];

    /// <summary>Text messages that a socket does not know.</summary>
    public static TheoryData<string> Messages =>
    [
        "", " ", "null", "true", "[]", "{", "{}", "\"lease\"", "{\"type\":null}", "{\"type\":\"\"}", "{\"type\":\"hello\"}", "{\"type\":\"LEASE\",\"action\":\"take\"}", "{\"type\":\"lease\"}",
        "{\"type\":\"lease\",\"action\":\"steal\"}", "{\"type\":\"lease\",\"action\":1}", "{\"type\":\"lease\",\"action\":\"take\",\"force\":true}", "{\"type\":\"lease\",\"action\":\"take\",\"rows\":1}",
        "{\"type\":\"resize\"}", "{\"type\":\"resize\",\"columns\":80}", "{\"type\":\"resize\",\"columns\":0,\"rows\":24}", "{\"type\":\"resize\",\"columns\":-1,\"rows\":24}",
        "{\"type\":\"resize\",\"columns\":2001,\"rows\":24}", "{\"type\":\"resize\",\"columns\":80,\"rows\":2147483648}", "{\"type\":\"resize\",\"columns\":\"80\",\"rows\":24}", "{\"type\":\"resize\",\"columns\":80.5,\"rows\":24}",
        "{\"type\":\"resize\",\"columns\":80,\"rows\":24,\"action\":\"take\"}", "{\"type\":\"resize\",\"columns\":80,\"rows\":24} {}", "{\"type\":\"exit\",\"code\":0}", "{\"type\":\"snapshot\",\"cursor\":0}",
        "{\"type\":{\"type\":{\"type\":{}}}}", "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[",
    ];

    public static TheoryData<string> Tickets =>
    [
        "", "0", "x", new string('0', 80), new string('f', 80), new string('0', 79), new string('0', 81), new string('0', 5_000), "%00", "..%2f", "null", "undefined", "true", "{}", "' or 1=1", new string('é', 80), "-1",
    ];

    public static TheoryData<string> Cursors => ["-1", "1.5", "x", "0x10", "1e3", " 1", "9223372036854775808", "99999999999999999999999999", "%00", "NaN", "+1", "1,000"];
}
