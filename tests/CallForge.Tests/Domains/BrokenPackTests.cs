using CallForge.Domains;
using Xunit;

namespace CallForge.Tests.Domains;

public sealed class BrokenPackTests
{
    /// <summary>File, what stands there, what is put instead, what the refusal says.</summary>
    public static TheoryData<string, string, string, string> Edits => new()
    {
        { "domain.yaml", "name: delivery-ko", "nane: delivery-ko", "domain.yaml:1: the key 'nane' is unknown; did you mean 'name'?" },
        { "domain.yaml", "language: ko\n", "", "domain.yaml:1: the key 'language' is missing; add it." },
        { "domain.yaml", "language: ko", "name: ko", "domain.yaml:2: this is not YAML: Duplicate key" },
        { "domain.yaml", "customer: [고객,", "customer: [AI상담사, 고객,", "domain.yaml:7: the label 'AI 상담사' of 'assistant' already stands for 'customer'" },
        { "domain.yaml", "customer: [고객,", "customer: [(고객),", "domain.yaml:6: the label '(고객)' has a bracket" },
        { "domain.yaml", "request: prompts/request.md", "request: prompts/requst.md", "domain.yaml:22: the file 'prompts/requst.md' is not in the pack; did you mean 'prompts/request.md'?" },
        { "domain.yaml", "share: 6,", "share: 7,", "domain.yaml:29: the shares of mix 'balanced' sum to 101; make them sum to 100." },
        { "domain.yaml", "share: 6,", "share: six,", "domain.yaml:35: the share 'six' is not a whole number of 1-100" },
        { "domain.yaml", "type: multi_step", "type: multistep", "domain.yaml:30: the scenario type 'multistep' is unknown; did you mean 'multi_step'?" },
        { "domain.yaml", "chains: 1}", "chain: 1}", "domain.yaml:30: the key 'chain' is unknown; did you mean 'chains'?" },
        { "domain.yaml", "topics: 1-2}", "topics: 2-1}", "domain.yaml:29: the count '2-1' is neither a number nor a range; write 2 or 1-2." },
        { "domain.yaml", "topics: 1-2}", "topics: 1-200}", "domain.yaml:29: '1-200' of 'topics' is more than the 53 it has" },
        { "domain.yaml", "chitchat: 1-2}", "chitchat: 0}", "domain.yaml:35: 'off_topic' draws nothing" },
        { "domain.yaml", "count: 80", "count: 81", "domain.yaml:42: the shares of mix 'gold' sum to 80; make them sum to 81." },
        { "domain.yaml", "count: 80", "count: eighty", "domain.yaml:40: the count 'eighty' is not a whole number of 1-10000; write how many conversations the mix is made for." },
        { "domain.yaml", "    count: 80\n", "", "domain.yaml:40: the key 'count' is missing; add it." },
        { "domain.yaml", "of: [order-status*]}}", "of: [orders-status*]}}", "no id of 'topics' begins with 'orders-status'; did you mean" },
        { "domain.yaml", "of: [search-refine, search-two-dishes]", "of: [search-refin]", "'topics' has no id 'search-refin'; did you mean 'search-refine'?" },
        { "domain.yaml", "of: [search-refine, search-two-dishes]", "off: [search-refine]", "the key 'off' is unknown; did you mean 'of'?" },
        { "domain.yaml", "of: [search-refine, search-two-dishes]", "of: []", "this list is empty; give it at least one item." },
        { "domain.yaml", "{count: 1, of: [search-refine, search-two-dishes]}", "{count: 1-2, of: [search-refine]}", "'1-2' of 'topics' is more than the 1 that 'of' leaves; draw fewer or name more." },
        { "domain.yaml", "share: 2, chitchat: 1}", "share: 2, chitchat: {count: 1, of: [hello]}}", "the lines of 'chitchat' have no ids to name; write chitchat: 1." },
        { "domain.yaml", "{group: 단순/연속 검색, type", "{type", "domain.yaml:42: 'tool_use' has no group, and other entries of mix 'gold' have one; give each entry a group, or none." },
        { "domain.yaml", "group: 단순/연속 검색", "group: \"a\\nb\"", "domain.yaml:42: the group has a line break" },
        { "domain.yaml", "name: delivery-ko", "name: [", "domain.yaml:1: this is not YAML: it cannot be read from here on; a text with" },
        { "domain.yaml", "name: delivery-ko", "name: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[a]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]", "domain.yaml:1: lists and mappings lie more than 32 deep here" },
        { "domain.yaml", "examples: [examples/order.txt, examples/unsupported.txt]", "examples: []", "domain.yaml:24: this list is empty; give it at least one item." },
        { "topics.yaml", "functions: [search_restaurants]", "functions: [serch_restaurants]", "topics.yaml:5: topic 'search-by-dish' names function 'serch_restaurants', which tools.json does not have; did you mean 'search_restaurants'?" },
        { "topics.yaml", "functions: [search_restaurants]", "functions: search_restaurants", "topics.yaml:5: here stands the text 'search_restaurants'; write a list instead." },
        { "topics.yaml", "id: search-by-brand", "id: search-by-dish", "topics.yaml:6: the id 'search-by-dish' stands twice in the pack; rename one." },
        { "topics.yaml", "id: search-by-brand", "id: Search_By_Brand", "topics.yaml:6: the id 'Search_By_Brand' is not kebab-case" },
        { "topics.yaml", "  - id: search-by-brand\n    text: ", "  - id: search-by-brand\n    text:\n      - ", "topics.yaml:8: here stands a list; write a text instead." },
        { "topics.yaml", "text: 브랜드나", "text: 브랜드: 나", "topics.yaml:7: this is not YAML" },
        { "topics.yaml", "chains:", "chain:", "topics.yaml:2: the key 'chains' is missing; add it." },
        { "unsupported.yaml", "id: refund", "id: order-full", "unsupported.yaml:3: the id 'order-full' stands twice in the pack" },
        { "chitchat.yaml", "chitchat:", "smalltalk:", "chitchat.yaml:2: the key 'smalltalk' is unknown; known: chitchat." },
        { "customers.yaml", "customers:\n  - ", "customers:\n  - x", "customers.yaml:3: the customer 'x" },
        { "tools.json", "\"name\": \"search_restaurants\",", "\"nam\": \"search_restaurants\",", "tools.json:3: the key 'nam' is unknown; did you mean 'name'?" },
        { "tools.json", "\"name\": \"get_cart\"", "\"name\": \"get cart\"", "the name 'get cart' is not one that APIs take" },
        { "tools.json", "\"name\": \"get_cart\"", "\"name\": \"search_restaurants\"", "the tool 'search_restaurants' stands twice" },
        { "tools.json", "    \"parameters\": {\n      \"type\": \"object\"", "    \"parameters\": {\n      \"type\": \"array\"", "tools.json:5: 'parameters' must be a JSON Schema of an object" },
        { "tools.json", "\"type\": \"string\",", "\"type\": \"strng\",", "tools.json:9: the type 'strng' is unknown; did you mean 'string'?" },
        { "tools.json", "\"required\": []", "\"required\": [\"qery\"]", "'required' names 'qery', which 'properties' does not have; did you mean 'query'?" },
        { "tools.json", "\"required\": []", "\"requird\": []", "the schema keyword 'requird' is not supported; did you mean 'required'?" },
        { "tools.json", "\"type\": \"string\",", "\"type\": \"string\", \"type\": \"string\",", "tools.json:9: the key 'type' stands twice in its object; keep one." },
        { "tools.json", "\"type\": \"string\",", "\"type\": \"string\"", "tools.json:10: this is not JSON: " },
        { "prompts/tools.md", "{{tools}}", "{{tool}}", "prompts/tools.md:5: the placeholder '{{tool}}' is unknown; did you mean '{{tools}}'?" },
        { "prompts/tools.md", "{{tools}}", "", "the placeholder '{{tools}}' stands in none of prompts/role.md, prompts/tools.md, " },
        { "prompts/request.md", "{{scenario}}", "{{scenario}} {{scenario}}", "prompts/request.md:3: the placeholder '{{scenario}}' stands twice; keep one." },
        { "prompts/system.md", "{{user_id}}", "{{user}}", "prompts/system.md:3: the placeholder '{{user}}' is unknown" },
        { "examples/order.txt", "<scenario>", "<scenari>", "examples/order.txt:1: the example has no scenario" },
        { "examples/order.txt", "\"scenario_type\":", "\"scenariotype\":", "examples/order.txt:2: the scenario cannot be read" },
        { "examples/order.txt", "{\"name\": \"place_order\"", "{\"name\": \"place_oder\"", "the example names function 'place_oder', which tools.json does not have; did you mean 'place_order'?" },
        { "examples/order.txt", "{\"name\": \"place_order\"", "{\"name\" \"place_order\"", "this is no call" },
        { "examples/order.txt", "[고객 ID] ", "[고객 ID] g", "examples/order.txt:5: the id 'g" },
    };

    [Theory]
    [MemberData(nameof(Edits))]
    public void A_pack_with_a_mistake_is_refused_with_file_and_line_and_remedy(string file, string old, string @new, string refusal)
    {
        using var folder = Exported();
        var path = Path.Combine(folder.Path, file);
        var text = File.ReadAllText(path);
        var at = text.IndexOf(old, StringComparison.Ordinal);
        Assert.True(at >= 0, $"'{old}' is not in {file}.");
        File.WriteAllText(path, text[..at] + @new + text[(at + old.Length)..]);

        var failure = Assert.Throws<CommandFailure>(() => DomainPackReader.Read(folder.Path));

        Assert.Equal(ExitCode.Usage, failure.ExitCode);
        Assert.Contains(refusal, failure.Message, StringComparison.Ordinal);
        Assert.All(failure.Message.Split('\n'), line => Assert.StartsWith($"{folder.Path}/", line, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("tools.json", "tools.json: the file is missing; add it.")]
    [InlineData("topics.yaml", "topics.yaml: the file is missing; add it.")]
    [InlineData("prompts/role.md", "the file 'prompts/role.md' is not in the pack")]
    public void A_pack_without_a_file_is_refused(string file, string refusal)
    {
        using var folder = Exported();
        File.Delete(Path.Combine(folder.Path, file));
        Assert.Contains(refusal, Assert.Throws<CommandFailure>(() => DomainPackReader.Read(folder.Path)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(new byte[] { 0xEF, 0xBB, 0xBF, (byte)'a' }, "prompts/role.md:1: the file begins with a byte order mark; save it as UTF-8 without one.")]
    [InlineData(new byte[] { (byte)'a', (byte)'\n', 0xB0, 0xA1 }, "prompts/role.md:2: a byte here is not UTF-8; save the file as UTF-8.")]
    public void A_file_that_is_not_plain_UTF_8_is_refused(byte[] bytes, string refusal)
    {
        using var folder = Exported();
        File.WriteAllBytes(Path.Combine(folder.Path, "prompts/role.md"), bytes);
        Assert.Equal($"{folder.Path}/{refusal}", Assert.Throws<CommandFailure>(() => DomainPackReader.Read(folder.Path)).Message);
    }

    [Fact]
    public void All_mistakes_are_told_at_once()
    {
        using var folder = Exported();
        File.AppendAllText(Path.Combine(folder.Path, "unsupported.yaml"), "  - id: refund\n    txt: 환불\n");
        File.AppendAllText(Path.Combine(folder.Path, "prompts/system.md"), "{{name}}\n");
        var message = Assert.Throws<CommandFailure>(() => DomainPackReader.Read(folder.Path)).Message;
        Assert.Equal(4, message.Split('\n').Length);
    }

    [Fact]
    public void A_misnamed_tool_is_told_once_and_not_again_by_every_topic_that_uses_it()
    {
        using var folder = Exported();
        var path = Path.Combine(folder.Path, "tools.json");
        File.WriteAllText(path, File.ReadAllText(path).Replace("\"name\": \"get_cart\"", "\"name\": \"get cart\"", StringComparison.Ordinal));
        Assert.Single(Assert.Throws<CommandFailure>(() => DomainPackReader.Read(folder.Path)).Message.Split('\n'));
    }

    [Fact]
    public void An_unknown_pack_is_refused_with_the_built_in_ones() => Assert.Equal(
        "There is no domain pack 'delivery'; built in: delivery-ko; or give the folder of a pack of your own.",
        Assert.Throws<CommandFailure>(() => DomainPackReader.Read("delivery")).Message);

    [Fact]
    public void A_folder_without_a_domain_yaml_is_refused()
    {
        using var folder = new TempFolder();
        Assert.Contains("it has no domain.yaml", Assert.Throws<CommandFailure>(() => DomainPackReader.Read(folder.Path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_exported_pack_is_the_built_in_pack_and_its_hash_follows_every_file_but_the_simulation()
    {
        using var folder = Exported();
        var builtIn = DomainPackReader.Read("delivery-ko").Sha256;
        Assert.Equal(builtIn, DomainPackReader.Read(folder.Path).Sha256);

        Directory.CreateDirectory(Path.Combine(folder.Path, "simulation"));
        File.WriteAllText(Path.Combine(folder.Path, "simulation/menus.yaml"), "menus: []\n");
        File.WriteAllText(Path.Combine(folder.Path, ".DS_Store"), "");
        Assert.Equal(builtIn, DomainPackReader.Read(folder.Path).Sha256);

        File.AppendAllText(Path.Combine(folder.Path, "prompts/role.md"), "\n");
        Assert.NotEqual(builtIn, DomainPackReader.Read(folder.Path).Sha256);
    }

    private static TempFolder Exported()
    {
        var folder = new TempFolder();
        var files = PackFiles.Open("delivery-ko");
        PackFolder.Write(folder.Path, [.. files.Names.Select(name => (name, files.Bytes(name)))]);
        return folder;
    }
}
