//! Whether a personal number's structure agrees with the person's sex and year of birth.
//!
//! Twelve digits: three for the province of birth registration, one for century and sex, two for the
//! year of birth, six at random (Nghị định 137/2015/NĐ-CP, Điều 13; Thông tư 59/2021/TT-BCA, Điều 4).
//! A mismatch asks: numbers with mistakes are in use.

use rust_decimal::Decimal;

use super::compiled::At;
use super::run::Run;
use super::val::year_of;
use super::{ChoiceRole, Code, FormKind, Problem, Role, Severity, Value};

pub(super) fn check(run: &mut Run<'_>) {
    let form = run.form;
    if form.kind != FormKind::Questionnaire {
        return;
    }
    for (group_at, group) in form.groups.iter().enumerate() {
        let with = |role: Role| {
            let at = group
                .fields
                .iter()
                .position(|field| field.role == Some(role))?;
            form.nodes
                .iter()
                .zip(0u32..)
                .find(|(node, _)| {
                    matches!(node.at, At::Field { group, field } | At::Member { group, field, .. } if group == group_at && field == at)
                })
                .map(|(_, n)| n)
        };
        let Some(number_at) = with(Role::PersonalNumber) else {
            continue;
        };
        let (sex_at, birth_at) = (with(Role::Sex), with(Role::Birth));
        let Some(node) = form.node(number_at) else {
            continue;
        };
        for row in 0..run.count(node) {
            let standing = |n: Option<u32>| run.outcome(n?, row)?.value().cloned();
            let Some(Value::Text(number)) = standing(Some(number_at)) else {
                continue;
            };
            let year = standing(birth_at).as_ref().and_then(year_of);
            let sexes = sex_at
                .and_then(|n| form.field_of(form.node(n)?))
                .map_or(&[][..], |field| field.choices.as_slice());
            let sex = standing(sex_at).and_then(|sex| match sex {
                Value::Choice(id) => sexes.iter().find(|c| c.id == id).and_then(|c| c.role),
                _ => None,
            });
            for (code, expected) in faults(&number, sex, year, run.provinces()) {
                let mut problem = Problem::new(code, Severity::Asks, run.path(node, row));
                problem.found = Some(Value::Text(number.clone()));
                problem.expected = expected;
                run.tell(node, row, problem);
            }
        }
    }
}

/// What is wrong with a number, with what its digit or digits should be where that is known.
fn faults(
    number: &str,
    sex: Option<ChoiceRole>,
    year: Option<i32>,
    provinces: &std::collections::BTreeSet<String>,
) -> Vec<(Code, Option<Value>)> {
    let digits: Vec<u32> = number
        .chars()
        .filter(|c| !c.is_whitespace())
        .map(|c| c.to_digit(10).unwrap_or(99))
        .collect();
    let [a, b, c, century, y1, y2, ..] = digits.as_slice() else {
        return vec![(Code::NumberDigits, Some(Value::Number(Decimal::from(12))))];
    };
    if digits.len() != 12 || digits.iter().any(|digit| *digit > 9) {
        return vec![(Code::NumberDigits, Some(Value::Number(Decimal::from(12))))];
    }
    let mut faults = Vec::new();
    if !provinces.is_empty() && (*a != 0 || !provinces.contains(&format!("{b}{c}"))) {
        faults.push((Code::NumberProvince, None));
    }
    let female = match sex {
        Some(ChoiceRole::Male) => Some(0),
        Some(ChoiceRole::Female) => Some(1),
        _ => None,
    };
    // 0 and 1 for 1900–1999, 2 and 3 for 2000–2099, and so on for five centuries. No number can be that
    // of a person born in another: the year or the number is wrong.
    let of_year = year
        .and_then(|year| u32::try_from(year.div_euclid(100) - 19).ok())
        .filter(|n| *n < 5);
    let bad_sex = female.is_some_and(|female| century % 2 != female);
    let bad_century = year.is_some() && of_year != Some(century / 2);
    if bad_sex || bad_century {
        let expected = female
            .zip(of_year)
            .map(|(female, n)| Value::Number(Decimal::from(n * 2 + female)));
        faults.push((Code::NumberSex, expected));
    }
    if let Some(year) = year
        && u32::try_from(year.rem_euclid(100)) != Ok(y1 * 10 + y2)
    {
        faults.push((
            Code::NumberYear,
            Some(Value::Text(format!("{:02}", year.rem_euclid(100)))),
        ));
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(number: &str, sex: Option<ChoiceRole>, year: Option<i32>) -> Vec<Code> {
        let provinces = ["20".to_owned(), "01".to_owned()].into();
        faults(number, sex, year, &provinces)
            .into_iter()
            .map(|(code, _)| code)
            .collect()
    }

    #[test]
    fn structure() {
        let (male, female) = (Some(ChoiceRole::Male), Some(ChoiceRole::Female));
        assert_eq!(codes("020087001234", male, Some(1987)), []);
        assert_eq!(codes("020187001234", female, Some(1987)), []);
        assert_eq!(codes("020205001234", male, Some(2005)), []);
        assert_eq!(codes("020087001234", female, Some(1987)), [Code::NumberSex]);
        assert_eq!(codes("020087001234", male, Some(2087)), [Code::NumberSex]);
        assert_eq!(codes("020087001234", male, Some(1988)), [Code::NumberYear]);
        assert_eq!(
            codes("099087001234", male, Some(1987)),
            [Code::NumberProvince]
        );
        assert_eq!(
            codes("120087001234", male, Some(1987)),
            [Code::NumberProvince]
        );
        assert_eq!(codes("02008700123", male, Some(1987)), [Code::NumberDigits]);
        assert_eq!(
            codes("02008700123x", male, Some(1987)),
            [Code::NumberDigits]
        );
        assert_eq!(codes("", None, None), [Code::NumberDigits]);
        assert_eq!(codes("020087001234", None, None), []);
    }

    #[test]
    fn centuries() {
        let (male, female) = (Some(ChoiceRole::Male), Some(ChoiceRole::Female));
        for (digit, year, sex) in [
            (0, 1900, male),
            (0, 1999, male),
            (1, 1900, female),
            (2, 2000, male),
            (3, 2099, female),
            (4, 2100, male),
            (5, 2199, female),
        ] {
            let yy = year % 100;
            assert_eq!(
                codes(&format!("020{digit}{yy:02}001234"), sex, Some(year)),
                [],
                "{year}"
            );
            assert_eq!(
                codes(&format!("020{digit}{yy:02}001234"), sex, Some(year - 100)),
                [Code::NumberSex],
                "{year} - 100"
            );
        }
        // Born before there were numbers: every number is of another century.
        for digit in 0..10 {
            assert_eq!(
                codes(&format!("020{digit}99001234"), None, Some(1899)),
                [Code::NumberSex]
            );
        }
    }
}
