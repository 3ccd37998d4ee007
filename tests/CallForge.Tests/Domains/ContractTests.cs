using Xunit;

namespace CallForge.Tests.Domains;

public sealed class ContractTests
{
    [Theory]
    [InlineData("checks: {lop: warn}", "contract.yaml:1: the code 'lop' is unknown; did you mean 'loop'?")]
    [InlineData("checks: {loop: never}", "contract.yaml:1: 'never' is not known here;")]
    [InlineData("ids:\n  cart: {key: [cart_id]}", "contract.yaml:2: the key 'key' is unknown; did you mean 'keys'?")]
    [InlineData("ids:\n  cart: {keys: [cart_id]}\n  order: {keys: [order_id, cart_id]}", "contract.yaml:3: the key 'cart_id' of 'order' already stands for 'cart';")]
    [InlineData("ids:\n  cart: {keys: [cart_id], returned_by: [get_card]}", "contract.yaml:2: 'get_card' is no function of tools.json; did you mean 'get_cart'?")]
    public async Task A_mistake_in_the_contract_is_told_with_its_place(string contract, string expected)
    {
        using var cli = new CommandLine();
        var pack = cli.PathOf("pack");
        await cli.RunPlainAsync("domain", "export", "delivery-ko", "--output", pack);
        File.WriteAllText(Path.Combine(pack, "contract.yaml"), contract);
        Assert.Equal(2, await cli.RunPlainAsync("domain", "check", pack));
        Assert.Contains(expected, cli.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_contract_shapes_no_request_but_is_part_of_what_is_checked()
    {
        using var cli = new CommandLine();
        var pack = cli.PathOf("pack");
        await cli.RunPlainAsync("domain", "export", "delivery-ko", "--output", pack);
        var before = CallForge.Domains.DomainPackReader.Read(pack);
        File.AppendAllText(Path.Combine(pack, "contract.yaml"), "\nchecks: {loop: warn}\n");
        var after = CallForge.Domains.DomainPackReader.Read(pack);
        Assert.Equal(before.Sha256, after.Sha256);
        Assert.NotEqual(before.ChecksSha256, after.ChecksSha256);
    }

    [Fact]
    public async Task A_slip_in_an_example_is_found_by_the_ladder()
    {
        using var cli = new CommandLine();
        var pack = cli.PathOf("pack");
        await cli.RunPlainAsync("domain", "export", "delivery-ko", "--output", pack);
        var file = Path.Combine(pack, "examples", "unsupported.txt");
        File.WriteAllText(file, File.ReadAllText(file).Replace("\"status\": \"delivering\"", "\"status\": \"lost\"", StringComparison.Ordinal));
        Assert.Equal(2, await cli.RunPlainAsync("domain", "check", pack));
        Assert.Contains("examples/unsupported.txt:10: ", cli.Error, StringComparison.Ordinal);
        Assert.Contains("(response_value at /status: \"lost\")", cli.Error, StringComparison.Ordinal);
    }
}
