using System.Text;
using CallForge.Files;

namespace CallForge.Publish;

/// <summary>How <c>datasets</c> and the trainers load what there is; nothing of configurations that there are not.</summary>
internal static class LoadSnippets
{
    public static string Write(CardFacts facts)
    {
        var text = new StringBuilder(Datasets(facts));
        if (facts.Has("default") || facts.Has("openai")) text.Append(Trl(facts)).Append(Axolotl(facts));
        if (facts.Has("sharegpt")) text.Append(LlamaFactory(facts));
        if (facts.Has("swift")) text.Append(Swift(facts));
        if (facts.Has("text")) text.Append(Unsloth(facts));
        return text.ToString();
    }

    private static string Datasets(CardFacts facts)
    {
        var code = new StringBuilder("from datasets import load_dataset\n\n");
        foreach (var config in facts.FrontMatter.Configs)
            foreach (var (split, _) in config.Patterns)
                code.Append($"load_dataset(\"{facts.RepositoryId}\"{(config.IsDefault ? "" : $", \"{config.Name}\"")}, split=\"{split}\")\n");
        return $"`datasets`:\n\n{Markdown.Fenced("python", code.ToString())}";
    }

    private static string Trl(CardFacts facts) => $"""

        TRL takes `messages` and `tools` as they are:

        ```python
        from datasets import load_dataset
        from trl import SFTConfig, SFTTrainer

        rows = load_dataset("{facts.RepositoryId}"{Named(facts)}, split="train")
        SFTTrainer(model="Qwen/Qwen3-4B-Instruct-2507", train_dataset=rows, args=SFTConfig(output_dir="out")).train()
        ```
        {(facts.Has("default") ? "\nConfiguration `default` is for the templates of Qwen2.5, Qwen3 and Qwen3-2507, which write calls as `<tool_call>` and JSON.\n" : "")}
        """;

    private static string Axolotl(CardFacts facts) => $"""

        Axolotl:

        ```yaml
        datasets:
          - path: {facts.RepositoryId}{(facts.Has("default") ? "" : "\n    name: openai")}
            split: train
            type: chat_template
            field_messages: messages
            field_tools: tools
        ```

        """;

    private static string LlamaFactory(CardFacts facts) => $"""

        LLaMA-Factory reads `sharegpt` through [{LlamaFactoryInfo.FileName}]({LlamaFactoryInfo.FileName}), in a clone of this repository:

        ```yaml
        dataset_dir: path/to/the/clone
        dataset: {string.Join(',', TrainerFiles.LlamaFactoryNames(facts.Shards, "train"))}
        template: qwen3_nothink
        ```

        """;

    private static string Swift(CardFacts facts) => $"""

        ms-swift:

        ```
        swift sft --model Qwen/Qwen3-4B-Instruct-2507 --dataset HF::{facts.RepositoryId}:swift --agent_template hermes
        ```

        """;

    private static string Unsloth(CardFacts facts) => $"""

        Unsloth, and TRL without a template of its own:

        ```python
        rows = load_dataset("{facts.RepositoryId}", "text", split="train")
        SFTTrainer(model=model, train_dataset=rows, args=SFTConfig(dataset_text_field="text", output_dir="out")).train()
        ```

        """;

    private static string Named(CardFacts facts) => facts.Has("default") ? "" : ", \"openai\"";
}
