//! Properties: what is printed is read back, and nothing that is typed makes the parser panic.
#![allow(clippy::expect_used, reason = "tests")]

use proptest::prelude::*;
use rust_decimal::Decimal;

use super::ast::{Ast, Compare, Node};
use super::parser::parse;

fn cases() -> ProptestConfig {
    let cases = std::env::var("BIEU_CASES")
        .ok()
        .and_then(|cases| cases.parse().ok())
        .unwrap_or(64);
    ProptestConfig {
        cases,
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

fn at(node: Node) -> Ast {
    Ast { column: 1, node }
}

fn name() -> impl Strategy<Value = String> {
    prop::sample::select(vec!["a", "kh_tw", "c3", "thanh_vien", "x1"]).prop_map(str::to_owned)
}

fn series(inner: BoxedStrategy<Ast>) -> impl Strategy<Value = Vec<(bool, Ast)>> {
    prop::collection::vec((any::<bool>(), inner), 2..4).prop_map(|mut parts| {
        if let Some((inverted, _)) = parts.first_mut() {
            *inverted = false;
        }
        parts
    })
}

fn tree() -> impl Strategy<Value = Ast> {
    let leaf = prop_oneof![
        (0i64..100_000, 0u32..4)
            .prop_map(|(number, digits)| at(Node::Number(Decimal::new(number, digits)))),
        "[a-zđ ]{0,5}".prop_map(|text| at(Node::Text(text))),
        any::<bool>().prop_map(|yes| at(Node::YesNo(yes))),
        prop::collection::vec(name(), 1..4).prop_map(|parts| at(Node::Name(parts))),
    ];
    leaf.prop_recursive(5, 40, 4, |inner| {
        let inner = inner.boxed();
        let compare = prop::sample::select(vec![
            Compare::Equal,
            Compare::Different,
            Compare::Less,
            Compare::AtMost,
            Compare::More,
            Compare::AtLeast,
        ]);
        let list = || prop::collection::vec(inner.clone(), 2..4);
        prop_oneof![
            series(inner.clone()).prop_map(|parts| at(Node::Sum(parts))),
            series(inner.clone()).prop_map(|parts| at(Node::Product(parts))),
            inner
                .clone()
                .prop_map(|part| at(Node::Negate(Box::new(part)))),
            inner.clone().prop_map(|part| at(Node::Not(Box::new(part)))),
            (compare, inner.clone(), inner.clone()).prop_map(|(c, a, b)| at(Node::Compare(
                c,
                Box::new(a),
                Box::new(b)
            ))),
            (inner.clone(), list()).prop_map(|(a, members)| at(Node::In(Box::new(a), members))),
            (inner.clone(), inner.clone())
                .prop_map(|(a, b)| at(Node::Has(Box::new(a), Box::new(b)))),
            list().prop_map(|parts| at(Node::And(parts))),
            list().prop_map(|parts| at(Node::Or(parts))),
            (
                name(),
                prop::collection::vec(inner.clone(), 1..3),
                prop::option::of(inner.clone())
            )
                .prop_map(|(name, arguments, condition)| at(Node::Call(
                    name,
                    arguments,
                    condition.map(Box::new)
                ))),
        ]
    })
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn what_is_printed_is_read_back(tree in tree()) {
        let printed = tree.to_string();
        prop_assert_eq!(parse(&printed), Ok(tree), "{}", printed);
    }

    #[test]
    fn nothing_typed_makes_the_parser_panic(text in "[-a-z0-9_ ().,+*/=<>'đ!]{0,60}") {
        if let Ok(tree) = parse(&text) {
            prop_assert_eq!(parse(&tree.to_string()).expect("printed"), tree);
        }
    }
}

#[test]
fn depth_is_bounded() {
    for text in [
        "(".repeat(100_000),
        "not ".repeat(100_000),
        "-".repeat(100_000),
        "abs(".repeat(100_000),
    ] {
        assert!(parse(&text).is_err());
    }
    let long = vec!["1"; 5_000].join(" + ");
    assert!(parse(&long).is_ok());
}
